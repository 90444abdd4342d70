package portero.local.cognito;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;
import portero.local.wire.RequestSignature;

/** JSON 1.1 over HTTP: {@code POST /} with {@code X-Amz-Target}, and the public documents by GET. */
final class Wire implements HttpHandler {
    private static final System.Logger LOGGER = System.getLogger(Wire.class.getName());
    private static final String TARGET = "AWSCognitoIdentityProviderService.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int LARGEST_BODY = 1 << 20;

    private final Service service;
    private final RequestSignature signature;
    private final InstantSource wallClock = InstantSource.system();

    Wire(Service service, RequestSignature signature) {
        this.service = service;
        this.signature = signature;
    }

    private record Answer(int status, String contentType, byte[] body, Optional<String> errorType) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = switch (exchange.getRequestMethod()) {
                    case "POST" -> post(exchange);
                    case "GET" -> document(exchange);
                    default -> unknownOperation();
                };
            } catch (ServiceException refusal) {
                answer = error(400, refusal.code(), refusal.getMessage());
            } catch (RequestSignature.Refused refusal) {
                answer = error(400, refusal.code(), refusal.getMessage());
            } catch (RuntimeException fault) {
                LOGGER.log(Level.ERROR, "A call failed", fault);
                answer = error(500, "InternalErrorException", "An internal error has occurred.");
            }
            send(exchange, answer);
        }
    }

    private Answer post(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean json = contentType != null && contentType.split(";")[0].strip().equals(CONTENT_TYPE);
        if (!json || target == null || !exchange.getRequestURI().toString().equals("/")) {
            return unknownOperation();
        }
        String operation = target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
        Optional<ServiceModel.OperationModel> model = service.model(operation);
        if (model.isEmpty()) {
            return error(400, "UnknownOperationException", null);
        }
        if (body.length > LARGEST_BODY) {
            return error(413, "RequestEntityTooLargeException", "Request size exceeded " + LARGEST_BODY + " bytes");
        }
        if (model.get().signed()) {
            signature.check(
                    new RequestSignature.Request(
                            "POST", exchange.getRequestURI(), exchange.getRequestHeaders()::getFirst, body),
                    wallClock.instant());
        }
        return json(200, service.run(operation, parsed(body)));
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException _) {
            throw new ServiceException("SerializationException", "The request body is not valid JSON.");
        }
    }

    private Answer document(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (path.length != 4 || !path[2].equals(".well-known")) {
            return unknownOperation();
        }
        String endpoint = "http://" + exchange.getRequestHeaders().getFirst("Host");
        Optional<ObjectNode> document = switch (path[3]) {
            case "jwks.json" -> service.keys(path[1]);
            case "openid-configuration" -> service.openIdConfiguration(path[1], endpoint);
            default -> Optional.empty();
        };
        return document.map(found -> new Answer(200, "application/json", bytes(found), Optional.empty()))
                .orElseGet(() -> new Answer(
                        404,
                        "application/json",
                        bytes(Json.object().put("message", "User pool " + path[1] + " does not exist.")),
                        Optional.empty()));
    }

    private static Answer unknownOperation() {
        return new Answer(404, "text/xml", "<UnknownOperationException/>\n".getBytes(StandardCharsets.UTF_8),
                Optional.empty());
    }

    private static Answer error(int status, String code, @Nullable String message) {
        ObjectNode body = Json.object().put("__type", code);
        if (message != null) {
            body.put("message", message);
        }
        return new Answer(status, CONTENT_TYPE, bytes(body), Optional.of(code));
    }

    private static Answer json(int status, ObjectNode body) {
        return new Answer(status, CONTENT_TYPE, bytes(body), Optional.empty());
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        answer.errorType().ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
