package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.mail.Suppressions.Reason;
import portero.domain.schools.EmailAddress;

class DynamoDbSuppressionsTest {
    private TestTable store;
    private DynamoDbSuppressions suppressions;

    @BeforeEach
    void open() {
        store = new TestTable();
        suppressions = new DynamoDbSuppressions(store.table());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void knows_an_address_however_it_is_written() {
        suppressions.add(new EmailAddress("Rosa@Example.org"), Reason.BOUNCED, Samples.NOW);

        var known = suppressions.contains(new EmailAddress("rosa@example.ORG"));
        var other = suppressions.contains(new EmailAddress("rosas@example.org"));

        assertThat(known).isTrue();
        assertThat(other).isFalse();
    }

    /** Feedback comes twice, and a complaint may follow a bounce. */
    @Test
    void keeps_the_first_reason() {
        var address = new EmailAddress("rosa@example.org");

        suppressions.add(address, Reason.BOUNCED, Samples.NOW);
        suppressions.add(address, Reason.COMPLAINED, Samples.NOW.plusSeconds(60));

        assertThat(store.items("SUPPRESSED#"))
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("reason", Items.s("BOUNCED"))
                        .containsEntry("at", Items.at(Samples.NOW)));
    }

    @Test
    void keeps_no_address() {
        suppressions.add(new EmailAddress("rosa@example.org"), Reason.COMPLAINED, Samples.NOW);

        var kept = store.items("SUPPRESSED#").toString();

        assertThat(kept).doesNotContain("rosa").doesNotContain("example");
    }
}
