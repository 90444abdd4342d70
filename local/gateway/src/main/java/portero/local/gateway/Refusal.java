package portero.local.gateway;

import java.nio.charset.StandardCharsets;

/** What an HTTP API answers by itself; every reason for the same refusal gives the same bytes. */
enum Refusal {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    TOO_LARGE(413, "Request Entity Too Large"),
    TOO_MANY_REQUESTS(429, "Too Many Requests"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large"),
    BROKEN(500, "Internal Server Error"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final byte[] body;

    Refusal(int status, String message) {
        this.status = status;
        this.body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /** The refusal nearest to a status that the server itself decided on. */
    static Refusal of(int status) {
        for (var refusal : values()) {
            if (refusal.status == status) {
                return refusal;
            }
        }
        return status == 500 ? BROKEN : BAD_REQUEST;
    }
}
