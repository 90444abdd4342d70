package portero.local.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import portero.local.template.Application;
import portero.local.template.HttpApi;

/** Takes each request through route, throttle, token, body, function and answer. */
final class Requests extends Handler.Abstract {
    private static final long SHORT_BODY = 64 * 1024;

    private final GatewaySettings settings;
    private final Application application;
    private final Invoker invoker;
    private final HeadWatch heads;
    private final Routes routes;
    private final Optional<Page> page;
    private final RequestLog log;
    private final Map<HttpApi.Route, TokenBucket> throttles = new HashMap<>();
    private final Map<String, Tokens> tokens = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Requests(GatewaySettings settings, Application application, Invoker invoker, HeadWatch heads) {
        super(InvocationType.BLOCKING);
        this.settings = settings;
        this.application = application;
        this.invoker = invoker;
        this.heads = heads;
        this.page = settings.page().map(folder -> new Page(folder, settings.pageValues()));
        this.log = new RequestLog(settings.log());
        this.routes = new Routes(application.api().map(HttpApi::routes).orElse(List.of()));
        application.api().ifPresent(this::prepare);
    }

    private void prepare(HttpApi api) {
        for (var route : api.routes()) {
            route.throttle()
                    .or(api::defaultThrottle)
                    .ifPresent(throttle -> throttles.put(route, new TokenBucket(throttle)));
        }
        api.authorizers().forEach((name, authorizer) -> {
            var endpoint = settings.issuerEndpoint().apply(URI.create(authorizer.issuer()));
            tokens.put(name, new Tokens(authorizer, new IssuerKeys(endpoint, http), settings.clock()));
        });
    }

    void close() {
        http.shutdownNow();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var connection = request.getConnectionMetaData().getConnection();
        heads.begin(connection);
        Request.addCompletionListener(request, failure -> heads.end(connection));
        var time = settings.clock().instant();
        long began = System.nanoTime();
        var id = UUID.randomUUID().toString();
        var outcome = withoutRemains(request, outcome(request, id, time));
        response.getHeaders().put("apigw-requestid", id);
        response.getHeaders().put(HttpHeader.DATE, DateGenerator.formatDate(time));
        // Before the answer leaves, so that who has the answer finds the line.
        log.write(
                time, id, outcome.routeKey(), outcome.status(), Instances.since(began), outcome.function(),
                outcome.error());
        write(outcome, request, response, callback);
        return true;
    }

    /** What to answer, and what to note of it. */
    private record Outcome(
            String routeKey,
            Optional<String> function,
            Optional<String> error,
            Optional<HttpAnswer> answer,
            Optional<Refusal> refusal,
            Map<String, String> headers) {

        static Outcome refused(Refusal refusal, String routeKey) {
            return new Outcome(
                    routeKey, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(refusal), Map.of());
        }

        Outcome because(String error) {
            return new Outcome(routeKey, function, Optional.of(error), answer, refusal, headers);
        }

        Outcome from(String function) {
            return new Outcome(routeKey, Optional.of(function), error, answer, refusal, headers);
        }

        Outcome with(Map<String, String> headers) {
            return new Outcome(routeKey, function, error, answer, refusal, headers);
        }

        static Outcome answered(HttpAnswer answer, String routeKey) {
            return new Outcome(
                    routeKey, Optional.empty(), Optional.empty(), Optional.of(answer), Optional.empty(), Map.of());
        }

        int status() {
            return refusal.map(Refusal::status).or(() -> answer.map(HttpAnswer::status)).orElseThrow();
        }
    }

    /**
     * A body that nobody read would be taken for the next request's head, so that the server closes the connection, and a
     * client that has just sent its next request on it sees no answer. What is short is read; else the client is told.
     */
    private Outcome withoutRemains(Request request, Outcome outcome) {
        var headers = request.getHeaders();
        var hasBody = headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
        if (!hasBody || outcome.function().isPresent() || outcome.headers().containsKey("connection")) {
            return outcome;
        }
        var length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        if (length > 0 && length <= SHORT_BODY) {
            try {
                Body.read(request, settings.limits());
                return outcome;
            } catch (Body.Unread e) {
                // It did not arrive; the connection ends below.
            }
        }
        var more = new HashMap<>(outcome.headers());
        more.put("connection", "close");
        return outcome.with(more);
    }

    private Outcome outcome(Request request, String id, Instant time) {
        var path = RequestPath.parse(Optional.ofNullable(request.getHttpURI().getPath()).orElse(""));
        if (path.isEmpty()) {
            return Outcome.refused(Refusal.BAD_REQUEST, "");
        }
        var method = request.getMethod();
        var match = routes.find(method, path.get());
        if (match.isPresent()) {
            return routed(request, id, time, match.get(), path.get());
        }
        if ((method.equals("GET") || method.equals("HEAD")) && !routes.owns(path.get())) {
            return page.flatMap(folder -> folder.find(
                            path.get(),
                            request.getHeaders().getValuesList(HttpHeader.ACCEPT_ENCODING),
                            request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH)))
                    .map(answer -> Outcome.answered(answer, "page"))
                    .orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND, ""));
        }
        return Outcome.refused(Refusal.NOT_FOUND, "");
    }

    private Outcome routed(Request request, String id, Instant time, Routes.Match match, RequestPath path) {
        var route = match.route();
        var throttle = throttles.get(route);
        if (throttle != null && !throttle.take()) {
            return Outcome.refused(Refusal.TOO_MANY_REQUESTS, route.key());
        }
        Optional<Tokens.Accepted> token = Optional.empty();
        if (route.authorizer().isPresent()) {
            token = authorize(request, route.authorizer().get());
            if (token.isEmpty()) {
                return Outcome.refused(Refusal.UNAUTHORIZED, route.key())
                        .with(Map.of("www-authenticate", "Bearer"));
            }
            if (!route.scopes().isEmpty() && token.get().scopes().stream().noneMatch(route.scopes()::contains)) {
                return Outcome.refused(Refusal.FORBIDDEN, route.key())
                        .with(Map.of("www-authenticate", "Bearer error=\"insufficient_scope\""));
            }
        }
        byte[] body;
        try {
            body = Body.read(request, settings.limits());
        } catch (Body.Unread e) {
            return Outcome.refused(e.refusal(), route.key()).with(Map.of("connection", "close"));
        }
        var circumstances = new HttpEvent.Circumstances(apiId(), id, time, match, path, token);
        return invoke(route, HttpEvent.of(request, body, circumstances), id);
    }

    private Optional<Tokens.Accepted> authorize(Request request, String name) {
        var judge = tokens.get(name);
        var authorizer = application.api().orElseThrow().authorizers().get(name);
        if (judge == null || authorizer == null) {
            return Optional.empty();
        }
        return Identity.find(request, authorizer.identitySource()).flatMap(judge::judge);
    }

    private Outcome invoke(HttpApi.Route route, byte[] event, String id) {
        var function = application.functions().get(route.function());
        if (function == null) {
            return Outcome.refused(Refusal.BROKEN, route.key()).because("NO_FUNCTION");
        }
        Invocation invocation;
        try {
            invocation = invoker.invoke(function, event, settings.limits().integration(), id);
        } catch (RuntimeException e) {
            // A missing zip, for one: the caller learns nothing of it, who runs the gateway does.
            return Outcome.refused(Refusal.BROKEN, route.key())
                    .from(function.name())
                    .because("INIT: " + e.getMessage());
        }
        return (switch (invocation) {
            case Invocation.Answer answer -> HttpAnswer.parse(answer.payload())
                    .map(parsed -> Outcome.answered(parsed, route.key()))
                    .orElseGet(() -> Outcome.refused(Refusal.BROKEN, route.key()).because("BAD_ANSWER"));
            case Invocation.Fault fault -> Outcome.refused(refusal(fault), route.key())
                    .because(fault.kind().name());
        }).from(function.name());
    }

    private static Refusal refusal(Invocation.Fault fault) {
        return switch (fault.kind()) {
            case FUNCTION, INIT -> Refusal.BROKEN;
            case TIMEOUT, BUSY -> Refusal.UNAVAILABLE;
            case TOO_LARGE -> fault.type().equals("RequestEntityTooLarge") ? Refusal.TOO_LARGE : Refusal.BROKEN;
        };
    }

    private String apiId() {
        return application.api().orElseThrow().name().toLowerCase(Locale.ROOT);
    }

    private static void write(Outcome outcome, Request request, Response response, Callback callback) {
        outcome.headers().forEach(response.getHeaders()::put);
        if (outcome.refusal().isPresent()) {
            Refusals.write(outcome.refusal().get(), response, callback);
            return;
        }
        var answer = outcome.answer().orElseThrow();
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        answer.cookies().forEach(cookie -> response.getHeaders().add(HttpHeader.SET_COOKIE, cookie));
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        if (!bodiless) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        boolean sent = !bodiless && !request.getMethod().equals("HEAD");
        response.write(true, ByteBuffer.wrap(sent ? answer.body() : new byte[0]), callback);
    }
}
