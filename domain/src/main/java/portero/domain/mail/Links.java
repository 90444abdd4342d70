package portero.domain.mail;

import portero.domain.helpdesk.RatingToken;
import portero.domain.helpdesk.TicketNumber;

/**
 * Where mail leads: screens of the page, and nowhere else.
 *
 * @param page scheme, host and port, without a slash at the end
 */
public record Links(String page) {
    public Links {
        if (!page.startsWith("http://") && !page.startsWith("https://") || page.endsWith("/")) {
            throw new IllegalArgumentException("Not the page's address");
        }
    }

    /** Where a lost password is asked for. */
    public String recover() {
        return page + "/recuperar";
    }

    /** Where the code of that request is typed. */
    public String recovery(RecoveryId id) {
        return page + "/recuperar/" + id;
    }

    /** Where a ticket is seen. */
    public String ticket(TicketNumber number) {
        return page + "/solicitudes/" + number;
    }

    /** Where a ticket is rated; the fragment, which browsers keep to themselves, holds what allows it. */
    public String rating(TicketNumber number, RatingToken token) {
        return page + "/calificar#" + number + "." + token.value();
    }

    /** Where agents see the tickets that wait for them. */
    public String desk() {
        return page + "/bandeja";
    }

    /** Where directors see who has access. */
    public String users() {
        return page + "/usuarios";
    }
}
