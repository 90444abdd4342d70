package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.HelpDesk.number;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.RIO_CLARO;
import static portero.local.demo.School.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import portero.domain.accounts.Role;
import portero.domain.helpdesk.ReplyToTicket.Kind;

/** What each use case of tickets takes of the table's capacity: the table in {@code docs/help-desk.md}, by DynamoDB's own figures. */
class HelpDeskCapacityTest {
    private static final int OTHERS = 9;

    @Test
    void each_use_case_takes_what_the_table_says() throws IOException {
        try (var school = new School()) {
            var measured = measure(school);

            assertThat(measured).isEqualTo(documented());
        }
    }

    private static List<String> measure(School school) {
        var director = school.director(LOS_CEIBOS);
        var agent = school.caller(Role.HELPDESK_AGENT, RIO_CLARO);
        var desk = new HelpDesk(school);
        for (var i = 0; i < OTHERS; i++) {
            desk.filed(director, LOS_CEIBOS);
        }
        var filed = desk.filed(director, LOS_CEIBOS);
        var duplicate = desk.filed(director, LOS_CEIBOS);
        var number = number(filed);
        var rows = new ArrayList<String>();
        measure(rows, school, "submit-ticket", metered -> metered.filed(director, LOS_CEIBOS));
        measure(rows, school, "list-tickets", metered -> done(metered.list.run(director, Optional.empty(), Optional.empty())));
        measure(rows, school, "list-queue", metered ->
                done(metered.queue.run(agent, RIO_CLARO, HelpDesk.everythingOpen(), Optional.empty())));
        measure(rows, school, "show-ticket", metered -> done(metered.show.run(director, number)));
        measure(rows, school, "assign-ticket", metered ->
                done(metered.assign.run(agent, number, Optional.of(agent.person()), 1)));
        measure(rows, school, "reply-to-ticket", metered ->
                metered.written(agent, done(desk.show.run(agent, number)), Kind.SOLUTION));
        measure(rows, school, "reopen-ticket", metered -> done(metered.reopen.run(
                director, number, "Sigue igual.", done(desk.show.run(director, number)).summary().version())));
        measure(rows, school, "merge-ticket", metered -> done(metered.merge.run(agent, number(duplicate), number, 1)));
        return rows;
    }

    private static void measure(List<String> rows, School school, String name, Consumer<HelpDesk> useCase) {
        try (var meter = new Meter(school.surroundings())) {
            useCase.accept(new HelpDesk(school, meter.table()));
            rows.add("| `%s` | %s | %s |".formatted(name, units(meter.read()), units(meter.written())));
        }
    }

    private static String units(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }

    private static List<String> documented() throws IOException {
        return Files.readString(Path.of("../../docs/help-desk.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| Use case |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
