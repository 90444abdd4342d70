package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.helpdesk.Samples.HOURS;
import static portero.domain.helpdesk.Samples.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import portero.domain.Outcome;
import portero.domain.Refusal;

/** Every cell of the table in {@code docs/help-desk.md}. */
class HelpDeskTableTest {
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @TestFactory
    Stream<DynamicTest> an_act_does_to_a_ticket_what_the_table_says() throws IOException {
        return rows().flatMap(row -> IntStream.range(0, 5).mapToObj(column -> {
            var status = TicketStatus.values()[column];
            return DynamicTest.dynamicTest(row.getFirst() + " when " + status, () -> {
                var before = ticket(status);
                var at = row.getFirst().contains("ten days after") ? LATER.plus(Ticket.REOPENABLE) : LATER;

                var outcome = before.after(act(row), at, HOURS);

                assertThat(words(outcome)).isEqualTo(row.get(column + 2));
            });
        }));
    }

    @Test
    void the_table_has_every_act() throws IOException {
        assertThat(rows().map(HelpDeskTableTest::act).distinct()).containsExactlyInAnyOrder(TicketAct.values());
    }

    private static Stream<List<String>> rows() throws IOException {
        return Files.readString(Path.of("../docs/help-desk.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| Act |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
    }

    private static TicketAct act(List<String> row) {
        var name = row.getFirst().replaceFirst("`([a-z-]+)`.*", "$1");
        return TicketAct.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Ticket ticket(TicketStatus status) {
        var ticket = Samples.ticket();
        return switch (status) {
            case NEW -> ticket;
            case IN_PROGRESS -> done(ticket, TicketAct.ASSIGN);
            case WAITING -> done(ticket, TicketAct.QUESTION);
            case RESOLVED -> done(ticket, TicketAct.SOLUTION);
            case CLOSED -> done(done(ticket, TicketAct.QUESTION), TicketAct.CLOSE_SILENT);
        };
    }

    static Ticket done(Ticket ticket, TicketAct act) {
        return ((Outcome.Done<Ticket>) ticket.after(act, NOW, HOURS)).value();
    }

    private static String words(Outcome<Ticket> outcome) {
        return switch (outcome) {
            case Outcome.Done<Ticket>(var after) -> code(after.status());
            case Outcome.Refused<Ticket>(Refusal.Reason why) -> code(why);
            case Outcome.Refused<Ticket>(var why) -> throw new AssertionError(why);
        };
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
