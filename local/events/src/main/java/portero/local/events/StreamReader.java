package portero.local.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Follows one stream for one function, shard after shard; what was not dealt with is read again after a restart. */
final class StreamReader implements Runnable {
    private static final Duration LOOK_FOR_SHARDS = Duration.ofSeconds(10);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(30);

    /** Lambda's limit for an event, less what stands around the records. */
    private static final int MOST_BYTES = 6 * 1024 * 1024 - 1024;

    private final StreamTrigger trigger;
    private final DynamoDbStreamsClient client;
    private final StreamBatches batches;
    private final Checkpoint checkpoint;
    private final EventSettings settings;
    private final Journal journal;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private long looked;

    StreamReader(
            StreamTrigger trigger,
            DynamoDbStreamsClient client,
            Calls calls,
            EventSettings settings,
            Journal journal) {
        this.trigger = trigger;
        this.client = client;
        this.batches = new StreamBatches(trigger, calls, settings, journal);
        var file = settings.folder().resolve("streams").resolve(trigger.id().replace('/', '-') + ".json");
        this.checkpoint = Checkpoint.read(file, trigger.stream());
        this.settings = settings;
        this.journal = journal;
    }

    /** What is read of a shard and not yet handed over. */
    private static final class Reading {
        private final Shard shard;
        private final ArrayDeque<StreamRecord> pending = new ArrayDeque<>();
        private @Nullable String iterator;
        private String read;
        private long pendingSince;
        private boolean ended;

        Reading(Shard shard, String position) {
            this.shard = shard;
            this.read = position;
        }
    }

    /**
     * Finds where to begin, before anything else is written.
     *
     * @throws SdkException if the stream does not answer
     */
    void begin() {
        var before = checkpoint.isKnown();
        var shards = shards();
        if (!before && !trigger.fromTheStart()) {
            shards.forEach(shard -> checkpoint.put(shard.shardId(), last(shard)));
        }
        checkpoint.keep(shards.stream().map(Shard::shardId).collect(Collectors.toSet()));
    }

    /** Where a shard's records of the past end, so that all later ones are delivered even if this process dies before. */
    private String last(Shard shard) {
        var position = Checkpoint.START;
        var iterator = iterator(shard.shardId(), position);
        while (iterator != null) {
            var page = page(iterator);
            if (page.records().isEmpty() && page.nextShardIterator() != null) {
                return position;
            }
            if (!page.records().isEmpty()) {
                position = page.records().getLast().dynamodb().sequenceNumber();
            }
            iterator = page.nextShardIterator();
        }
        return Checkpoint.END;
    }

    @Override
    public void run() {
        var failures = 0;
        var news = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (round()) {
                    news = System.nanoTime();
                } else {
                    var isIdle = System.nanoTime() - news > IDLE_AFTER.toNanos();
                    Thread.sleep(isIdle ? settings.pace().idle() : settings.pace().poll());
                }
                failures = 0;
            } catch (InterruptedException closing) {
                return;
            } catch (RuntimeException failure) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                journal.trouble(trigger.id(), trigger.function(), "STREAM: " + failure.getMessage());
                // What was read and not dealt with is read again from the checkpoint.
                readings.clear();
                looked = 0;
                if (!slept(settings.pace().pause(++failures))) {
                    return;
                }
            }
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException closing) {
            return false;
        }
    }

    /** Whether there was something new. */
    private boolean round() throws InterruptedException {
        if (looked == 0 || System.nanoTime() - looked > LOOK_FOR_SHARDS.toNanos()) {
            lookForShards();
        }
        var news = false;
        for (var reading : List.copyOf(readings.values())) {
            if (reading.ended || waitsForParent(reading.shard)) {
                continue;
            }
            news |= read(reading);
            handOver(reading);
            if (reading.ended) {
                // Its children may be read from now on.
                looked = 0;
                news = true;
            }
        }
        return news;
    }

    private void lookForShards() {
        var shards = shards();
        checkpoint.keep(shards.stream().map(Shard::shardId).collect(Collectors.toSet()));
        readings.keySet().retainAll(shards.stream().map(Shard::shardId).toList());
        for (var shard : shards) {
            var position = checkpoint.position(shard.shardId()).orElse(Checkpoint.START);
            if (!position.equals(Checkpoint.END)) {
                readings.computeIfAbsent(shard.shardId(), _ -> new Reading(shard, position));
            }
        }
        looked = System.nanoTime();
    }

    private boolean waitsForParent(Shard shard) {
        return Optional.ofNullable(shard.parentShardId())
                .map(readings::get)
                .filter(parent -> !parent.ended)
                .isPresent();
    }

    private boolean read(Reading reading) {
        if (reading.pending.size() >= trigger.batchSize()) {
            return true;
        }
        GetRecordsResponse page;
        try {
            if (reading.iterator == null) {
                reading.iterator = iterator(reading.shard.shardId(), reading.read);
            }
            page = page(reading.iterator);
        } catch (ExpiredIteratorException slept) {
            reading.iterator = null;
            return true;
        } catch (TrimmedDataAccessException tooOld) {
            reading.read = Checkpoint.START;
            reading.iterator = null;
            return true;
        }
        for (var change : page.records()) {
            var record = StreamRecord.of(change, trigger.stream());
            reading.read = record.sequenceNumber();
            if (trigger.filter().map(filter -> filter.matches(record.json())).orElse(true)) {
                if (reading.pending.isEmpty()) {
                    reading.pendingSince = System.nanoTime();
                }
                reading.pending.add(record);
            }
        }
        reading.iterator = page.nextShardIterator();
        reading.ended = reading.iterator == null;
        return !page.records().isEmpty();
    }

    private void handOver(Reading reading) throws InterruptedException {
        var shard = reading.shard.shardId();
        while (isDue(reading)) {
            var batch = batch(reading.pending);
            batches.deliver(shard, batch, done -> checkpoint.put(shard, done));
        }
        if (reading.pending.isEmpty()) {
            checkpoint.put(shard, reading.ended ? Checkpoint.END : reading.read);
        }
    }

    private boolean isDue(Reading reading) {
        return !reading.pending.isEmpty()
                && (reading.ended
                        || reading.pending.size() >= trigger.batchSize()
                        || System.nanoTime() - reading.pendingSince >= trigger.window().toNanos());
    }

    private List<StreamRecord> batch(ArrayDeque<StreamRecord> pending) {
        var batch = new ArrayList<StreamRecord>();
        var bytes = 0;
        while (!pending.isEmpty() && batch.size() < trigger.batchSize()) {
            // At most three bytes a character, counted so that nothing is encoded twice.
            bytes += pending.peek().json().length() * 3;
            if (bytes > MOST_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(pending.poll());
        }
        return batch;
    }

    private List<Shard> shards() {
        var shards = new ArrayList<Shard>();
        String from = null;
        do {
            var start = from;
            var stream = client.describeStream(describe -> describe.streamArn(trigger.stream()).exclusiveStartShardId(start))
                    .streamDescription();
            shards.addAll(stream.shards());
            from = stream.lastEvaluatedShardId();
        } while (from != null);
        return shards;
    }

    private @Nullable String iterator(String shard, String position) {
        return client.getShardIterator(get -> {
                    get.streamArn(trigger.stream()).shardId(shard);
                    if (position.equals(Checkpoint.START)) {
                        get.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                    } else {
                        get.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(position);
                    }
                })
                .shardIterator();
    }

    private GetRecordsResponse page(@Nullable String iterator) {
        return client.getRecords(get -> get.shardIterator(iterator));
    }
}
