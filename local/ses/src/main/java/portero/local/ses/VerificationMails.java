package portero.local.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import portero.local.ses.Mail.Fate;
import portero.local.wire.Json;

/** Sends new identities the link that verifies them; a domain's goes to its postmaster, as there is no DNS here. */
final class VerificationMails {
    static final String SENDER = "no-reply-aws@amazon.com";

    private final SesSettings settings;
    private final Secrets secrets;
    private final Mailbox mailbox;
    private final URI endpoint;

    VerificationMails(SesSettings settings, Secrets secrets, Mailbox mailbox, URI endpoint) {
        this.settings = settings;
        this.secrets = secrets;
        this.mailbox = mailbox;
        this.endpoint = endpoint;
    }

    void send(String identity, String token) {
        String recipient = identity.contains("@") ? identity : "postmaster@" + identity;
        URI link = endpoint.resolve("/verify?token=" + token);
        ObjectNode content = Json.object();
        content.putObject("Subject").put("Data",
                "Amazon Web Services - Email Address Verification Request in region " + settings.region());
        content.putObject("Body").putObject("Text").put("Data", """
                Somebody asked to send mails as %s.

                If it was you, open this link to verify the identity. It works for 24 hours:

                %s
                """.formatted(identity, link));
        Message message = Message.simple(
                Addresses.parse(SENDER), List.of(Addresses.parse(recipient)), List.of(), List.of(), content);
        Instant now = settings.clock().instant();
        String messageId = secrets.messageId(now);
        byte[] source = message.stamped(messageId, now, settings.region());
        mailbox.add(id -> new Mail(id, messageId, now.toEpochMilli(), SENDER, List.of(recipient), List.of(), List.of(),
                List.of(), message.subject(), Map.of(), null, Map.of(recipient, Fate.DELIVERED),
                message.text().orElse(null), null, source));
    }
}
