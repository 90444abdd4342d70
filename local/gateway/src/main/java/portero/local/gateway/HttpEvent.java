package portero.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** A request as API Gateway hands it to a function: payload format version 2.0. */
final class HttpEvent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter CLF =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection", "cookie", "expect", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade");

    private HttpEvent() {}

    /** What the event tells besides the request itself. */
    record Circumstances(
            String apiId, String requestId, Instant time, Routes.Match match, RequestPath path,
            Optional<Tokens.Accepted> token) {}

    static byte[] of(Request request, byte[] body, Circumstances circumstances) {
        var event = new LinkedHashMap<String, Object>();
        var route = circumstances.match().route();
        var query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        event.put("version", "2.0");
        event.put("routeKey", route.key());
        event.put("rawPath", circumstances.path().decoded());
        event.put("rawQueryString", query);
        var cookies = cookies(request);
        if (!cookies.isEmpty()) {
            event.put("cookies", cookies);
        }
        var headers = headers(request, circumstances);
        event.put("headers", headers);
        if (!query.isEmpty()) {
            event.put("queryStringParameters", query(query));
        }
        event.put("requestContext", context(request, headers, circumstances));
        if (!circumstances.match().parameters().isEmpty()) {
            event.put("pathParameters", circumstances.match().parameters());
        }
        boolean base64 = false;
        if (body.length > 0) {
            var text = isText(headers) ? asText(body) : Optional.<String>empty();
            base64 = text.isEmpty();
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        event.put("isBase64Encoded", base64);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A query's values by name, decoded; several of one name joined by comma. */
    static Map<String, String> query(String raw) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                parameters.merge(name, value, (first, second) -> first + "," + second);
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return RequestPath.decode(text, true).orElse(text);
    }

    private static List<String> cookies(Request request) {
        var cookies = new ArrayList<String>();
        for (var line : request.getHeaders().getValuesList(HttpHeader.COOKIE)) {
            for (var cookie : line.split(";")) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    private static Map<String, String> headers(Request request, Circumstances circumstances) {
        var headers = new LinkedHashMap<String, String>();
        for (HttpField field : request.getHeaders()) {
            var name = field.getName().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name)) {
                var value = Optional.ofNullable(field.getValue()).orElse("");
                headers.merge(name, value, (first, second) -> first + "," + second);
            }
        }
        var trace = new byte[12];
        ThreadLocalRandom.current().nextBytes(trace);
        headers.put("x-amzn-trace-id", "Root=1-%08x-%s".formatted(
                circumstances.time().getEpochSecond(), HexFormat.of().formatHex(trace)));
        headers.merge("x-forwarded-for", Request.getRemoteAddr(request), (first, second) -> first + ", " + second);
        headers.putIfAbsent("x-forwarded-port", Integer.toString(Request.getLocalPort(request)));
        headers.putIfAbsent("x-forwarded-proto", "http");
        return headers;
    }

    private static Map<String, Object> context(
            Request request, Map<String, String> headers, Circumstances circumstances) {
        var context = new LinkedHashMap<String, Object>();
        context.put("accountId", "000000000000");
        context.put("apiId", circumstances.apiId());
        circumstances.token().ifPresent(token -> context.put("authorizer", Map.of("jwt", jwt(token, circumstances))));
        var domain = Request.getServerName(request);
        context.put("domainName", domain);
        context.put("domainPrefix", domain.split("\\.", 2)[0]);
        var http = new LinkedHashMap<String, Object>();
        http.put("method", request.getMethod());
        http.put("path", circumstances.path().decoded());
        http.put("protocol", request.getConnectionMetaData().getProtocol());
        http.put("sourceIp", Request.getRemoteAddr(request));
        http.put("userAgent", headers.getOrDefault("user-agent", ""));
        context.put("http", http);
        context.put("requestId", circumstances.requestId());
        context.put("routeKey", circumstances.match().route().key());
        context.put("stage", "$default");
        context.put("time", CLF.format(circumstances.time()));
        context.put("timeEpoch", circumstances.time().toEpochMilli());
        return context;
    }

    private static Map<String, Object> jwt(Tokens.Accepted token, Circumstances circumstances) {
        var jwt = new LinkedHashMap<String, Object>();
        jwt.put("claims", token.claims());
        var wanted = circumstances.match().route().scopes();
        jwt.put("scopes", wanted.isEmpty() ? null : token.scopes().stream().filter(wanted::contains).toList());
        return jwt;
    }

    private static boolean isText(Map<String, String> headers) {
        // What is encoded is passed on as it came: the gateway inflates nothing.
        if (headers.containsKey("content-encoding")) {
            return false;
        }
        var type = headers.getOrDefault("content-type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || Set.of("application/json", "application/javascript", "application/xml").contains(type);
    }

    private static Optional<String> asText(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
