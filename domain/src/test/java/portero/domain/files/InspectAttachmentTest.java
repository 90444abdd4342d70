package portero.domain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.files.Attachment.State;
import portero.domain.files.InspectAttachment.Result;
import portero.domain.files.RecordScan.Finding;
import portero.domain.files.SweepAttachments.Swept;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;

class InspectAttachmentTest {
    private static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    private static final TicketNumber TICKET = new TicketNumber(2026, 1);
    private static final byte[] GOOD = {1, 2, 3};
    private static final byte[] BAD = {6, 6, 6};

    private final Random random = new Random(1);
    private final Shelf shelf = new Shelf();
    private final AttachmentId id = AttachmentId.random(random);
    private final InspectAttachment inspect = inspect(false);
    private final InspectAttachment inspectAndAwait = inspect(true);
    private final RecordScan recordScan = new RecordScan(shelf, inspectAndAwait);

    private InspectAttachment inspect(boolean awaitsScan) {
        Inspector inspector = (content, _) ->
                content[0] == BAD[0] ? Optional.of(Rejection.ACTIVE_CONTENT) : Optional.empty();
        return new InspectAttachment(shelf, shelf, inspector, awaitsScan, () -> NOW, random);
    }

    private void announce(byte[] content) {
        shelf.expect(Attachment.expected(
                id,
                new PersonId("dddddddddddddddd"),
                FileName.parse("foto.jpg").orElseThrow(),
                content.length,
                Sha256.of(content),
                NOW));
    }

    private void upload(byte[] content) {
        announce(content);
        shelf.quarantine.put(id, content);
    }

    private State state() {
        return shelf.find(id).orElseThrow().state();
    }

    private Map<Swept, Long> sweepAfter(Duration time) {
        return sweep(inspect, time);
    }

    private Map<Swept, Long> sweep(InspectAttachment inspection, Duration time) {
        var counts = new SweepAttachments(shelf, shelf, inspection, () -> NOW.plus(time))
                .run("request", fault -> {
                    throw fault;
                });
        var happened = new EnumMap<Swept, Long>(Swept.class);
        counts.forEach((swept, count) -> {
            if (count > 0) {
                happened.put(swept, count);
            }
        });
        return happened;
    }

    // ------------------------------------------------------------------------------------------------ inspection

    @Test
    void keeps_what_is_clean_and_empties_the_quarantine() {
        upload(GOOD);

        var result = inspect.run(id, "request");

        assertThat(result).isEqualTo(Result.PASSED);
        assertThat(state()).isEqualTo(State.CLEAN);
        assertThat(shelf.clean).containsOnlyKeys(id);
        assertThat(shelf.quarantine).isEmpty();
    }

    @Test
    void refuses_what_is_hostile_and_tells_the_ticket_that_it_belongs_to() {
        upload(BAD);
        shelf.bind(id, TICKET);

        var result = inspect.run(id, "request");

        assertThat(result).isEqualTo(Result.REFUSED);
        assertThat(shelf.find(id).flatMap(Attachment::rejection)).contains(Rejection.ACTIVE_CONTENT);
        assertThat(shelf.told).singleElement().satisfies(entry -> assertThat(entry.attachments()).containsExactly(id));
        assertThat(shelf.quarantine).isEmpty();
        assertThat(shelf.clean).isEmpty();
    }

    @Test
    void says_nothing_of_a_file_that_has_not_come() {
        announce(GOOD);

        assertThat(inspect.run(id, "request")).isEqualTo(Result.ABSENT);
        assertThat(state()).isEqualTo(State.EXPECTED);
    }

    @Test
    void deletes_what_nobody_announced() {
        shelf.quarantine.put(id, GOOD);

        assertThat(inspect.run(id, "request")).isEqualTo(Result.CLEARED);
        assertThat(shelf.quarantine).isEmpty();
    }

    @Test
    void comes_to_the_same_when_it_is_told_twice() {
        upload(GOOD);
        inspect.run(id, "request");

        var again = inspect.run(id, "request");

        assertThat(again).isEqualTo(Result.CLEARED);
        assertThat(state()).isEqualTo(State.CLEAN);
        assertThat(shelf.clean).containsOnlyKeys(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void is_finished_by_the_next_try_wherever_it_died(int steps) {
        for (var content : List.of(GOOD, BAD)) {
            upload(content);
            shelf.dieAfter(steps);
            try {
                inspect.run(id, "request");
            } catch (Shelf.Death died) {
                shelf.live();
            }
            shelf.live();

            inspect.run(id, "request");

            assertThat(state()).isEqualTo(content == GOOD ? State.CLEAN : State.REFUSED);
            assertThat(shelf.clean.containsKey(id)).isEqualTo(content == GOOD);
            assertThat(shelf.quarantine).isEmpty();
        }
    }

    // ------------------------------------------------------------------------------------------------ scan

    @Test
    void waits_for_the_scanner_where_there_is_one_whichever_comes_first() {
        upload(GOOD);
        var inspected = inspectAndAwait.run(id, "request");
        var scanned = recordScan.run(id, Finding.NO_THREATS, "request");
        var first = state();
        upload(GOOD);
        shelf.clean.clear();

        var scannedFirst = recordScan.run(id, Finding.NO_THREATS, "request");

        assertThat(List.of(inspected, scanned, scannedFirst))
                .containsExactly(Result.AWAITS_SCAN, Result.PASSED, Result.PASSED);
        assertThat(first).isEqualTo(State.CLEAN);
        assertThat(shelf.clean).containsOnlyKeys(id);
    }

    @Test
    void believes_the_scanner_whatever_was_found_before_and_however_often_it_tells() {
        upload(GOOD);
        inspect.run(id, "request");

        var first = recordScan.run(id, Finding.THREATS, "request");
        var second = recordScan.run(id, Finding.THREATS, "request");

        assertThat(List.of(first, second)).containsExactly(Result.REFUSED, Result.CLEARED);
        assertThat(shelf.find(id).flatMap(Attachment::rejection)).contains(Rejection.MALWARE);
        assertThat(shelf.clean).isEmpty();
    }

    @Test
    void refuses_as_unreadable_what_the_scanner_cannot_look_into() {
        upload(GOOD);

        recordScan.run(id, Finding.UNSUPPORTED, "request");

        assertThat(shelf.find(id).flatMap(Attachment::rejection)).contains(Rejection.UNREADABLE);
    }

    @Test
    void does_not_pass_what_the_scanner_found_clean_but_the_inspection_did_not() {
        upload(BAD);

        assertThat(recordScan.run(id, Finding.NO_THREATS, "request")).isEqualTo(Result.REFUSED);
        assertThat(shelf.clean).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------ sweep

    @Test
    void leaves_what_is_younger_than_a_day() {
        upload(GOOD);

        assertThat(sweepAfter(Duration.ofHours(23))).containsExactly(Map.entry(Swept.LEFT, 1L));
        assertThat(shelf.quarantine).containsKey(id);
    }

    @Test
    void forgets_what_belongs_to_no_ticket_with_its_objects_wherever_it_died() {
        for (var steps = 0; steps < 5; steps++) {
            upload(GOOD);
            inspect.run(id, "request");
            shelf.dieAfter(steps);
            try {
                sweepAfter(Duration.ofDays(2));
            } catch (Shelf.Death died) {
                shelf.live();
            }
            shelf.live();

            sweepAfter(Duration.ofDays(3));

            assertThat(shelf.known).isEmpty();
            assertThat(shelf.clean).isEmpty();
            assertThat(shelf.quarantine).isEmpty();
        }
    }

    @Test
    void notes_which_of_a_tickets_files_never_came_once() {
        announce(GOOD);
        shelf.bind(id, TICKET);

        var first = sweepAfter(Duration.ofDays(1));
        var second = sweepAfter(Duration.ofDays(2));

        assertThat(first).containsExactly(Map.entry(Swept.MISSING, 1L));
        assertThat(second).isEmpty();
        assertThat(state()).isEqualTo(State.MISSING);
    }

    @Test
    void inspects_a_tickets_file_of_whose_upload_nobody_was_told() {
        upload(GOOD);
        shelf.bind(id, TICKET);

        var swept = sweepAfter(Duration.ofDays(1));

        assertThat(swept).containsExactly(Map.entry(Swept.SETTLED, 1L));
        assertThat(state()).isEqualTo(State.CLEAN);
    }

    @Test
    void leaves_a_tickets_file_that_waits_for_the_scanner() {
        upload(GOOD);
        shelf.bind(id, TICKET);

        assertThat(sweep(inspectAndAwait, Duration.ofDays(1))).containsExactly(Map.entry(Swept.LEFT, 1L));
        assertThat(state()).isEqualTo(State.EXPECTED);
        assertThat(shelf.quarantine).containsKey(id);
    }

    // ------------------------------------------------------------------------------------------------ states

    @ParameterizedTest
    @EnumSource(State.class)
    void a_state_is_left_once_and_only_a_scanner_takes_clean_back(State state) {
        var next = new ArrayList<State>();
        for (var other : State.values()) {
            if (state.mayBecome(other)) {
                next.add(other);
            }
        }

        assertThat(next)
                .containsExactlyElementsOf(
                        switch (state) {
                            case EXPECTED -> List.of(State.CLEAN, State.REFUSED, State.MISSING);
                            case CLEAN -> List.of(State.REFUSED);
                            case REFUSED, MISSING -> List.<State>of();
                        });
    }
}
