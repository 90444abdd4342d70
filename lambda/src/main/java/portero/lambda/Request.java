package portero.lambda;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.mail.Language;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/** An HTTP API request in payload format 2.0, as API Gateway hands it to a function. */
public final class Request {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final Map<String, Object> event;
    private final String id;

    Request(Map<String, Object> event, String fallbackId) {
        this.event = event;
        this.id = text(object(event, "requestContext"), "requestId").orElse(fallbackId);
    }

    /** Names the request in logs, audit items and problems. */
    public String id() {
        return id;
    }

    /** The address that the request came from. */
    public String address() {
        return text(object(object(event, "requestContext"), "http"), "sourceIp").orElse("");
    }

    /** The value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return text(object(event, "headers"), name.toLowerCase(Locale.ROOT));
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        if (event.get("cookies") instanceof List<?> cookies) {
            for (var cookie : cookies) {
                if (cookie instanceof String pair && pair.startsWith(name + "=")) {
                    return Optional.of(pair.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** A query parameter. */
    public Optional<String> query(String name) {
        return text(object(event, "queryStringParameters"), name);
    }

    /** All query parameters. */
    public Fields queries() {
        var values = new LinkedHashMap<String, Object>();
        object(event, "queryStringParameters").forEach((name, value) -> values.put(String.valueOf(name), value));
        return new Fields(values);
    }

    /** The caller's name for what they ask for; noted among the mistakes of {@code fields} if it is missing or malformed. */
    public Optional<IdempotencyKey> idempotencyKey(Fields fields) {
        var header = header("Idempotency-Key");
        var key = header.flatMap(IdempotencyKey::parse);
        if (key.isEmpty()) {
            fields.note("Idempotency-Key", header.isEmpty() ? FieldCode.MISSING : FieldCode.MALFORMED);
        }
        return key;
    }

    /** The institution of the path; something that cannot name one is not found. */
    public InstitutionCode institution() {
        return path("institution").flatMap(InstitutionCode::parse).orElseThrow(() -> RequestRefused.because(ProblemCode.NOT_FOUND));
    }

    /** The person of the path; something that cannot name one is not found. */
    public PersonId person() {
        return path("person").flatMap(PersonId::parse).orElseThrow(() -> RequestRefused.because(ProblemCode.NOT_FOUND));
    }

    /** The ticket of the path; something that cannot name one is not found. */
    public TicketNumber ticket() {
        return path("ticket").flatMap(TicketNumber::parse).orElseThrow(() -> RequestRefused.because(ProblemCode.NOT_FOUND));
    }

    /** The attachment of the path; something that cannot name one is not found. */
    public AttachmentId attachment() {
        return path("attachment")
                .flatMap(AttachmentId::parse)
                .orElseThrow(() -> RequestRefused.because(ProblemCode.NOT_FOUND));
    }

    /** A claim of the access token, which the gateway has verified. */
    Optional<String> claim(String name) {
        return text(object(object(object(object(event, "requestContext"), "authorizer"), "jwt"), "claims"), name);
    }

    /** When the bearer of the access token signed in. */
    Optional<Instant> sessionBegan() {
        return claim("auth_time").filter(text -> SECONDS.matcher(text).matches()).map(Long::valueOf).map(Instant::ofEpochSecond);
    }

    /** The language that the caller reads best of those that Portero writes in; Spanish unless they ask for English first. */
    public Language language() {
        return header("Accept-Language").filter(text -> text.strip().toLowerCase(Locale.ROOT).startsWith("en")).isPresent()
                ? Language.ENGLISH
                : Language.SPANISH;
    }

    private Optional<String> path(String name) {
        return text(object(event, "pathParameters"), name);
    }

    /** The body, which must be a JSON object of at most 64 kB. */
    public Fields body() {
        var raw = text(event, "body").orElse("");
        if (raw.length() > LARGEST_BODY) {
            throw RequestRefused.because(ProblemCode.TOO_LARGE);
        }
        try {
            var json = Boolean.TRUE.equals(event.get("isBase64Encoded"))
                    ? new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8)
                    : raw;
            var values = object(json);
            return new Fields(values);
        } catch (IOException | IllegalArgumentException notJson) {
            throw RequestRefused.because(ProblemCode.MALFORMED_BODY);
        }
    }

    /** One object and nothing after it: what follows would otherwise be lost without a word. */
    private static Map<String, Object> object(String json) throws IOException {
        var strict = JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);
        try (var parser = strict.createParser(json)) {
            Map<String, Object> values = strict.mapFrom(parser);
            if (values == null || parser.nextToken() != null) {
                throw RequestRefused.because(ProblemCode.MALFORMED_BODY);
            }
            return values;
        }
    }

    private static Map<?, ?> object(Map<?, ?> from, String name) {
        return from.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Optional<String> text(Map<?, ?> from, String name) {
        return from.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
