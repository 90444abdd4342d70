package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.helpdesk.Samples.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Grant;
import portero.domain.accounts.Login;
import portero.domain.accounts.Role;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.TicketAccess.Standing;
import portero.domain.schools.Institution;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

class TicketAccessTest {
    private static final SchoolYear YEAR = new SchoolYear(2026);

    private final Ticket ticket = Samples.ticket();

    @Test
    void lets_agents_of_the_office_and_of_those_above_see_a_ticket_and_no_others() {
        assertThat(standing(agent(Samples.UGEL))).contains(Standing.AGENT);
        assertThat(standing(agent(Samples.DRE))).contains(Standing.AGENT);
        assertThat(standing(agent(Samples.COUNTRY))).contains(Standing.AGENT);
        assertThat(standing(agent(Samples.OTHER_UGEL))).isEmpty();
    }

    /** A ticket that a topic routes to the country is none of the UGEL's business, though its school is. */
    @Test
    void goes_by_the_office_that_answers_and_not_by_the_school() {
        var country = new Filing(
                NOW,
                Samples.REQUESTER,
                ticket.filing().contact(),
                ticket.filing().language(),
                Samples.SCHOOL,
                Samples.COUNTRY,
                ticket.filing().topic(),
                Priority.NORMAL,
                NOW,
                Optional.empty(),
                Optional.empty(),
                "");
        var routedAway = Ticket.filed(Samples.NUMBER, country);

        assertThat(TicketAccess.standing(agent(Samples.UGEL), routedAway, NOW)).isEmpty();
        assertThat(TicketAccess.standing(agent(Samples.COUNTRY), routedAway, NOW)).contains(Standing.AGENT);
    }

    @Test
    void lets_directors_of_that_very_school_see_it_while_their_grant_holds() {
        var director = caller(Role.DIRECTOR, Samples.SCHOOL, YEAR);
        var ofLastYear = caller(Role.DIRECTOR, Samples.SCHOOL, YEAR.previous());
        var other = caller(Role.DIRECTOR, Samples.institution("9902156-0", Samples.SCHOOL.kind(), "PE"), YEAR);

        assertThat(standing(director)).contains(Standing.DIRECTOR);
        assertThat(standing(ofLastYear)).isEmpty();
        assertThat(standing(other)).isEmpty();
        assertThat(standing(caller(Role.UGEL_SPECIALIST, Samples.UGEL, YEAR))).isEmpty();
        assertThat(standing(caller(Role.TEACHER, Samples.SCHOOL, YEAR))).isEmpty();
    }

    @Test
    void makes_nobody_the_agent_of_their_own_ticket() {
        var own = new Caller(
                new Login("50000001"),
                Samples.REQUESTER.person(),
                agent(Samples.UGEL).grants(),
                "request");

        assertThat(standing(own)).contains(Standing.REQUESTER);
    }

    /** That a note came with a file, and what it was called, is the agents' alone. */
    @Test
    void shows_requesters_neither_notes_nor_what_became_of_their_files() {
        var random = new Random(1);
        var file = AttachmentId.random(random);
        var agent = Entry.Author.agent(Samples.AGENT);
        var note = Entry.of(Entry.Kind.NOTE, agent, NOW, "one", random).with(List.of(file));
        var refused = Entry.of(Entry.Kind.ATTACHMENT_REFUSED, Entry.Author.SYSTEM, NOW, "two", random).with(List.of(file));
        var answer = Entry.of(Entry.Kind.REPLY, agent, NOW.plus(Duration.ofHours(1)), "three", random);
        var thread = new Tickets.Thread(ticket, List.of(note, refused, answer));

        assertThat(thread.seenBy(Standing.REQUESTER)).containsExactly(answer);
        assertThat(thread.seenBy(Standing.DIRECTOR)).containsExactly(answer);
        assertThat(thread.seenBy(Standing.AGENT)).containsExactly(note, refused, answer);
    }

    private Optional<Standing> standing(Caller caller) {
        return TicketAccess.standing(caller, ticket, NOW);
    }

    private static Caller agent(Institution office) {
        return caller(Role.HELPDESK_AGENT, office, YEAR);
    }

    private static Caller caller(Role role, Institution institution, SchoolYear year) {
        var login = new Login("50000001");
        var grant = new Grant(login, institution.code(), role, year, NOW.minus(Duration.ofDays(30)), 1);
        return new Caller(login, new PersonId("cccccccccccccccc"), List.of(grant), "request");
    }
}
