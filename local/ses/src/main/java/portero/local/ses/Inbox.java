package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import portero.local.wire.Json;

/** What was sent, for people and programs to read. */
final class Inbox {
    private final Mailbox mailbox;
    private final IdentityOperations identities;
    private final Sending sending;
    private final URI endpoint;

    Inbox(Mailbox mailbox, IdentityOperations identities, Sending sending, URI endpoint) {
        this.mailbox = mailbox;
        this.identities = identities;
        this.sending = sending;
        this.endpoint = endpoint;
    }

    Answer answer(HttpExchange exchange) {
        Map<String, List<String>> query = Wire.query(exchange.getRequestURI().getRawQuery());
        if (!List.of(endpoint.getAuthority()).equals(exchange.getRequestHeaders().get("Host"))) {
            return Answer.of(421, "text/plain", "");
        }
        identities.verify(query.getOrDefault("token", List.of("")).getFirst());
        sending.complain(0);
        ArrayNode array = Json.MAPPER.createArrayNode();
        mailbox.newestFirst().forEach(mail -> array.add(mail.view()));
        return Answer.json(200, array);
    }
}
