package portero.local.ses;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.local.wire.Json;
import portero.local.wire.RequestSignature;

/** REST with JSON, as version 2 of the service's API speaks it. */
final class Wire {
    private static final System.Logger LOGGER = System.getLogger(Wire.class.getName());
    /** A message of 40 MB in Base64, and what stands around it. */
    private static final int LARGEST_BODY = 56 << 20;

    private final List<Operation> operations;
    private final RequestSignature signature;
    private final InstantSource wallClock = InstantSource.system();

    Wire(List<Operation> operations, RequestSignature signature) {
        this.operations = operations;
        this.signature = signature;
    }

    Answer answer(HttpExchange exchange) throws IOException {
        try {
            return Answer.json(200, run(exchange));
        } catch (ServiceException refusal) {
            return error(refusal.status(), refusal.code(), refusal.getMessage());
        } catch (RequestSignature.Refused refusal) {
            return error(403, refusal.code(), refusal.getMessage());
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "A call failed", fault);
            return error(500, "InternalServiceErrorException", "An internal error has occurred.");
        }
    }

    private ObjectNode run(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        for (Operation operation : operations) {
            Optional<Map<String, String>> labels = labels(operation, method, path);
            if (labels.isPresent()) {
                if (body.length > LARGEST_BODY) {
                    throw new ServiceException(413, "RequestEntityTooLargeException",
                            "Request size exceeded " + LARGEST_BODY + " bytes");
                }
                signature.check(
                        new RequestSignature.Request(
                                method, exchange.getRequestURI(), exchange.getRequestHeaders()::getFirst, body),
                        wallClock.instant());
                ObjectNode input = operation.input().check("", parsed(body));
                return operation.work().run(
                        new Operation.Call(labels.get(), query(exchange.getRequestURI().getRawQuery()), input));
            }
        }
        throw new ServiceException(404, "UnknownOperationException",
                method + " " + exchange.getRequestURI().getPath() + " is not an operation that is served here");
    }

    private static Optional<Map<String, String>> labels(Operation operation, String method, String path) {
        String[] parts = path.substring(1).split("/", -1);
        if (!operation.method().equals(method) || parts.length != operation.path().size()) {
            return Optional.empty();
        }
        var labels = new HashMap<String, String>();
        for (int index = 0; index < parts.length; index++) {
            String expected = operation.path().get(index);
            if (expected.startsWith("{")) {
                labels.put(expected.substring(1, expected.length() - 1), decoded(parts[index].replace("+", "%2B")));
            } else if (!expected.equals(parts[index])) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }

    static Map<String, List<String>> query(@org.jspecify.annotations.Nullable String raw) {
        var query = new LinkedHashMap<String, List<String>>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            throw ServiceException.badRequest("The request's address is not well encoded");
        }
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException _) {
            throw new ServiceException(400, "SerializationException", "The request body is not valid JSON.");
        }
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, Json.object().put("message", message)).with("x-amzn-ErrorType", code);
    }
}
