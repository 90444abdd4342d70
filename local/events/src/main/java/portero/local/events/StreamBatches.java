package portero.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import portero.local.gateway.Invocation;

/** Hands batches of a stream's records to a function until they are dealt with or given up, in their order. */
final class StreamBatches {
    private final StreamTrigger trigger;
    private final Calls calls;
    private final EventSettings settings;
    private final Journal journal;

    /** Records keep the system's time, however the clock of this installation was moved. */
    private final InstantSource recordClock = InstantSource.system();

    StreamBatches(StreamTrigger trigger, Calls calls, EventSettings settings, Journal journal) {
        this.trigger = trigger;
        this.calls = calls;
        this.settings = settings;
        this.journal = journal;
    }

    /**
     * Some records that are handed over together.
     *
     * @param calls how often a function was called with them
     * @param attempts how many of these calls count against the retries
     */
    private record Batch(List<StreamRecord> records, int calls, int attempts, String requestId) {
        Batch part(int from, int to) {
            return new Batch(records.subList(from, to), calls, attempts, requestId);
        }

        Batch called(String requestId, boolean counts) {
            return new Batch(records, calls + 1, attempts + (counts ? 1 : 0), requestId);
        }
    }

    /** From which record on a batch was not dealt with, and whether the function itself failed. */
    private record Outcome(int from, boolean fault, boolean counts) {}

    /**
     * Returns when every record is dealt with or given up.
     *
     * @param done takes the sequence number up to which that is so, as it grows
     */
    void deliver(String shard, List<StreamRecord> records, Consumer<String> done) throws InterruptedException {
        var work = new ArrayDeque<Batch>();
        work.push(new Batch(records, 0, 0, ""));
        var failures = 0;
        while (!work.isEmpty()) {
            var batch = withoutOld(shard, work.pop(), done);
            if (batch.records().isEmpty()) {
                continue;
            }
            var requestId = UUID.randomUUID().toString();
            var outcome = call(batch, requestId);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var size = batch.records().size();
            if (outcome.from() > 0) {
                done.accept(batch.records().get(outcome.from() - 1).sequenceNumber());
            }
            if (outcome.from() == size) {
                failures = 0;
                continue;
            }
            var called = batch.called(requestId, outcome.counts());
            var rest = called.part(outcome.from(), size);
            if (trigger.bisect() && size > 1 && outcome.counts()) {
                // A split takes nothing from the retries.
                rest = batch.called(requestId, false).part(outcome.from(), size);
                var middle = outcome.from() > 0 ? rest.records().size() : (size + 1) / 2;
                work.push(rest.part(middle, rest.records().size()));
                work.push(rest.part(0, middle));
            } else if (trigger.maximumRetryAttempts().isPresent()
                    && rest.attempts() > trigger.maximumRetryAttempts().getAsInt()) {
                giveUp(shard, rest, "RetryAttemptsExhausted", outcome.fault());
                done.accept(rest.records().getLast().sequenceNumber());
                continue;
            } else {
                work.push(rest);
            }
            Thread.sleep(settings.pace().pause(++failures));
        }
    }

    private Batch withoutOld(String shard, Batch batch, Consumer<String> done) {
        var oldest = recordClock.instant().minus(trigger.maximumRecordAge());
        var old = (int) batch.records().stream()
                .takeWhile(record -> record.created().isBefore(oldest))
                .count();
        if (old > 0) {
            giveUp(shard, batch.part(0, old), "RecordAgeExceeded", true);
            done.accept(batch.records().get(old - 1).sequenceNumber());
        }
        return batch.part(old, batch.records().size());
    }

    private Outcome call(Batch batch, String requestId) {
        var event = batch.records().stream().map(StreamRecord::json).collect(Collectors.joining(",", "{\"Records\":[", "]}"));
        Invocation invocation;
        try {
            invocation = calls.call(
                    trigger.id(), trigger.function(), event.getBytes(StandardCharsets.UTF_8), requestId);
        } catch (IllegalStateException uncallable) {
            journal.trouble(trigger.id(), trigger.function(), String.valueOf(uncallable.getMessage()));
            return new Outcome(0, true, false);
        }
        return switch (invocation) {
            case Invocation.Answer answer -> new Outcome(dealtWith(batch, answer.payload()), false, true);
            case Invocation.Fault fault -> new Outcome(0, true, fault.kind() != Invocation.Kind.BUSY);
        };
    }

    /** How many of the batch's records, from the first on, the function's answer leaves behind. */
    private int dealtWith(Batch batch, byte[] payload) {
        var all = batch.records().size();
        if (!trigger.partial()) {
            return all;
        }
        JsonNode answer;
        try {
            answer = JsonFile.JSON.readTree(payload);
        } catch (IOException notJson) {
            return all;
        }
        var failed = answer.path("batchItemFailures");
        var first = all;
        for (var item : failed) {
            var identifier = item.path("itemIdentifier").asText();
            var index = batch.records().stream().map(StreamRecord::sequenceNumber).toList().indexOf(identifier);
            // An item that the batch does not have fails all of it.
            first = Math.min(first, Math.max(index, 0));
        }
        return first;
    }

    private void giveUp(String shard, Batch batch, String condition, boolean fault) {
        var record = AsyncCalls.invocationRecord(
                settings, trigger.function(), batch.requestId(), condition, batch.calls());
        if (batch.calls() > 0) {
            AsyncCalls.response(record, fault);
        }
        var first = batch.records().getFirst();
        var last = batch.records().getLast();
        record.putObject("DDBStreamBatchInfo")
                .put("shardId", shard)
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", last.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", seconds(first.created()))
                .put("approximateArrivalOfLastRecord", seconds(last.created()))
                .put("batchSize", batch.records().size())
                .put("streamArn", trigger.stream());
        journal.givenUp(trigger.id(), trigger.function(), condition, trigger.onFailure(), record);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
