package portero.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a function's payload means as an HTTP response: format version 2.0, the inferred form included.
 *
 * @param headers names in lower case
 */
record HttpAnswer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Set<String> OURS = Set.of(
            "connection", "content-length", "date", "keep-alive", "server", "trailer", "transfer-encoding", "upgrade");

    /** Empty if the payload is no response that API Gateway understands. */
    static Optional<HttpAnswer> parse(byte[] payload) {
        try {
            var json = JSON.readTree(payload);
            if (json instanceof MissingNode) {
                return Optional.empty();
            }
            return Optional.of(json.isObject() && json.has("statusCode") ? explicit(json) : inferred(json));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpAnswer inferred(JsonNode json) throws JsonProcessingException {
        var body = json.isTextual() ? json.textValue() : JSON.writeValueAsString(json);
        return new HttpAnswer(
                200, Map.of("content-type", "application/json"), List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpAnswer explicit(JsonNode json) {
        var status = json.get("statusCode");
        check(status.isInt() && status.intValue() >= 200 && status.intValue() <= 599, "statusCode");
        var headers = new LinkedHashMap<String, String>();
        var given = json.path("headers");
        check(given.isObject() || given.isNull() || given.isMissingNode(), "headers");
        for (var header : given.properties()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            check(NAME.matcher(name).matches(), "header's name");
            check(header.getValue().isValueNode() && !header.getValue().isNull(), "header's value");
            if (!OURS.contains(name)) {
                headers.put(name, line(header.getValue().asText()));
            }
        }
        var body = body(json);
        if (body.length > 0) {
            headers.putIfAbsent("content-type", "text/plain;charset=UTF-8");
        }
        return new HttpAnswer(status.intValue(), headers, cookies(json.path("cookies")), body);
    }

    private static List<String> cookies(JsonNode given) {
        check(given.isArray() || given.isNull() || given.isMissingNode(), "cookies");
        var cookies = new ArrayList<String>();
        for (var cookie : given) {
            check(cookie.isTextual(), "cookie");
            cookies.add(line(cookie.textValue()));
        }
        return List.copyOf(cookies);
    }

    private static byte[] body(JsonNode json) {
        var body = json.path("body");
        if (body.isNull() || body.isMissingNode()) {
            return new byte[0];
        }
        check(body.isTextual(), "body");
        return json.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body.textValue())
                : body.textValue().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String value) {
        check(value.chars().noneMatch(Character::isISOControl), "header's value");
        return value;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Not a valid " + what);
        }
    }
}
