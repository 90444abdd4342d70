package portero.local.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import portero.local.gateway.InvocationReport;
import portero.local.gateway.Invoker;
import portero.local.template.Deployed;
import portero.local.template.TemplateException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Calls a template's functions when its tables change, its schedules are due and events match its rules. */
public final class Events implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventSettings settings;
    private final Calls calls;
    private final AsyncCalls asyncCalls;
    private final List<Schedule> schedules;
    private final EventBus bus;
    private final List<Thread> threads = new ArrayList<>();
    private final Optional<DynamoDbStreamsClient> client;

    private Events(EventSettings settings, Deployed deployed, Invoker invoker) {
        var journal = new Journal(settings);
        this.settings = settings;
        this.calls = new Calls(deployed.application().functions(), invoker, journal);
        var streams = new ArrayList<StreamTrigger>();
        var rules = new ArrayList<Rule>();
        this.schedules = new ArrayList<>();
        for (var trigger : deployed.triggers()) {
            switch (trigger.type()) {
                case "DynamoDB" -> StreamTrigger.read(trigger).ifPresent(streams::add);
                case "ScheduleV2" -> schedules.add(Schedule.readV2(trigger, settings));
                case "Schedule" -> schedules.add(Schedule.read(trigger, settings));
                case "EventBridgeRule", "CloudWatchEvent" -> Rule.read(trigger).ifPresent(rules::add);
                default -> throw new TemplateException(
                        trigger.location(), "events of type " + trigger.type() + " do not happen here");
            }
        }
        this.asyncCalls = new AsyncCalls(calls, deployed.asyncInvokes(), settings, journal);
        this.bus = new EventBus(List.copyOf(rules), asyncCalls, settings);
        this.client = streams.isEmpty() ? Optional.empty() : Optional.of(client(settings));
        streams.forEach(stream -> follow(stream, deployed, journal));
        if (!schedules.isEmpty()) {
            thread("schedules", new Schedules(schedules, asyncCalls, settings, journal));
        }
    }

    /**
     * Starts in the background; whatever is written to a table once this has returned reaches its functions.
     *
     * @param invoker stays its owner's to close, after this
     * @throws TemplateException if an event of the template cannot be what it says
     */
    public static Events start(EventSettings settings, Deployed deployed, Invoker invoker) {
        var events = new Events(settings, deployed, invoker);
        events.threads.forEach(Thread::start);
        return events;
    }

    private void follow(StreamTrigger stream, Deployed deployed, Journal journal) {
        var reader = new StreamReader(stream, client.orElseThrow(), calls, settings, journal);
        try {
            reader.begin();
        } catch (SdkException refused) {
            var at = deployed.triggers().stream()
                    .filter(trigger -> stream.id().equals(trigger.function() + "." + trigger.name()))
                    .findFirst()
                    .orElseThrow();
            throw new TemplateException(at.location(), "the stream of " + stream.id() + " cannot be read: " + refused.getMessage());
        }
        thread("stream " + stream.id(), reader);
    }

    private void thread(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().unstarted(work));
    }

    private static DynamoDbStreamsClient client(EventSettings settings) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(settings.streams())
                .region(Region.of(settings.region()))
                .credentialsProvider(settings.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The default event bus. */
    public EventBus bus() {
        return bus;
    }

    /** The names of the functions that a schedule calls, switched on or not. */
    public List<String> scheduled() {
        return schedules.stream().map(Schedule::function).distinct().toList();
    }

    /**
     * Calls a function now as each of its schedules would, and waits.
     *
     * @param function the logical id
     * @return nothing if no schedule calls it
     * @throws IllegalStateException if it cannot be called, for lack of its code
     */
    public List<InvocationReport> fire(String function) {
        return schedules.stream()
                .filter(schedule -> schedule.function().equals(function))
                .map(schedule -> {
                    var requestId = UUID.randomUUID().toString();
                    var event = schedule.event(settings.clock().instant()).getBytes(StandardCharsets.UTF_8);
                    var invocation = calls.call(schedule.id(), function, event, requestId);
                    return new InvocationReport(calls.function(function).orElseThrow(), requestId, invocation, List.of());
                })
                .toList();
    }

    /** Stops reading and firing; what is at work is waited for a moment, and read again after a restart. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        asyncCalls.close();
        try {
            for (var thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.ifPresent(DynamoDbStreamsClient::close);
    }
}
