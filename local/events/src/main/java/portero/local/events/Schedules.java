package portero.local.events;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fires schedules by a clock that may be moved: those that it passes over fire once, however often they would have.
 *
 * <p>The last time of each is kept before it fires, so that a restart does not fire it again.
 */
final class Schedules implements Runnable {
    /** The system's clock may be corrected by a little, which must not fire anything twice. */
    private static final Duration WAVER = Duration.ofMinutes(1);

    private final List<Schedule> schedules;
    private final AsyncCalls calls;
    private final EventSettings settings;
    private final Journal journal;
    private final JsonFile file;
    private final Map<String, Instant> fired = new HashMap<>();
    private final Map<String, Optional<Instant>> next = new HashMap<>();

    Schedules(List<Schedule> schedules, AsyncCalls calls, EventSettings settings, Journal journal) {
        this.schedules = schedules.stream().filter(Schedule::enabled).toList();
        this.calls = calls;
        this.settings = settings;
        this.journal = journal;
        this.file = new JsonFile(settings.folder().resolve("schedules.json"));
        begin();
    }

    private void begin() {
        var now = settings.clock().instant();
        var kept = file.read();
        for (var schedule : schedules) {
            var since = kept.map(state -> state.path(schedule.id()))
                    .filter(entry -> entry.path("expression").asText().equals(schedule.expression()))
                    .map(entry -> Instant.parse(entry.path("fired").asText()));
            put(schedule, since.orElse(now));
        }
        write();
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                schedules.forEach(this::look);
                Thread.sleep(settings.pace().tick());
            } catch (InterruptedException closing) {
                return;
            } catch (RuntimeException failure) {
                journal.trouble("schedules", "", String.valueOf(failure.getMessage()));
            }
        }
    }

    private void look(Schedule schedule) {
        var now = settings.clock().instant();
        var since = fired.getOrDefault(schedule.id(), now);
        if (since.isAfter(now.plus(WAVER))) {
            // The clock was set back: what it had passed over lies ahead again.
            put(schedule, now);
            write();
            return;
        }
        if (next.getOrDefault(schedule.id(), Optional.empty()).filter(time -> !time.isAfter(now)).isEmpty()) {
            return;
        }
        schedule.latest(since, now).ifPresent(time -> {
            put(schedule, time);
            write();
            calls.call(schedule.id(), schedule.function(), schedule.event(time), schedule.undelivered());
        });
    }

    private void put(Schedule schedule, Instant time) {
        fired.put(schedule.id(), time);
        next.put(schedule.id(), schedule.next(time));
    }

    private void write() {
        if (schedules.isEmpty()) {
            return;
        }
        var state = JsonFile.JSON.createObjectNode();
        for (var schedule : schedules) {
            state.putObject(schedule.id())
                    .put("expression", schedule.expression())
                    .put("fired", fired.getOrDefault(schedule.id(), settings.clock().instant()).toString());
        }
        file.write(state);
    }
}
