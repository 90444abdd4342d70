package portero.domain.mail;

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

    /** Where directors see who has access. */
    public String users() {
        return page + "/usuarios";
    }
}
