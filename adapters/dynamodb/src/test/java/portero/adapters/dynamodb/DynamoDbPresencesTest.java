package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.adapters.dynamodb.Samples.NOW;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.Presences.Presence;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;

class DynamoDbPresencesTest {
    private static final TicketNumber TICKET = new TicketNumber(2026, 1482);
    private static final Participant ANA = new Participant(new PersonId("aaaaaaaaaaaaaaaa"), "Ana Luisa");
    private static final Participant LUIS = new Participant(new PersonId("bbbbbbbbbbbbbbbb"), "Luis Alberto");

    private final TestTable surroundings = new TestTable();
    private final Presences presences = new DynamoDbPresences(surroundings.table());

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void tells_who_is_at_a_ticket_and_who_writes() {
        presences.note(TICKET, new Presence(ANA, false), NOW);
        presences.note(TICKET, new Presence(LUIS, true), NOW.plusSeconds(10));

        var present = presences.at(TICKET, NOW.plusSeconds(20));

        assertThat(present).containsExactlyInAnyOrder(new Presence(ANA, false), new Presence(LUIS, true));
        assertThat(presences.at(new TicketNumber(2026, 1483), NOW)).isEmpty();
    }

    @Test
    void remembers_of_each_agent_only_the_latest() {
        presences.note(TICKET, new Presence(ANA, false), NOW);
        presences.note(TICKET, new Presence(ANA, true), NOW.plusSeconds(10));

        var present = presences.at(TICKET, NOW.plusSeconds(20));

        assertThat(present).containsExactly(new Presence(ANA, true));
    }

    /** The table may forget it days later. */
    @Test
    void forgets_whoever_says_nothing_for_a_minute() {
        presences.note(TICKET, new Presence(ANA, true), NOW);

        var justBefore = presences.at(TICKET, NOW.plus(Presences.LIFE).minusMillis(1));
        var then = presences.at(TICKET, NOW.plus(Presences.LIFE));

        assertThat(justBefore).hasSize(1);
        assertThat(then).isEmpty();
    }
}
