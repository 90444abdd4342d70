package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import portero.local.ses.Account.ConfigurationSet;
import portero.local.wire.Json;

/**
 * Events of mails, as EventBridge gets them, for those configuration sets that want them.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html">Monitoring events using Amazon
 *     EventBridge</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Contents of
 *     event data</a>
 */
final class Events {
    private static final String AGENT = "dns; amazonses.com";

    private final SesSettings settings;
    private final Account account;
    private final Secrets secrets;
    private final EventBus bus;

    Events(SesSettings settings, Account account, Secrets secrets, EventBus bus) {
        this.settings = settings;
        this.account = account;
        this.secrets = secrets;
        this.bus = bus;
    }

    /** Why a mail came back. */
    enum Bounce {
        UNKNOWN_USER("General", "5.1.1", "smtp; 550 5.1.1 user unknown"),
        INVALID_DOMAIN("General", "5.4.4", "smtp; 550 5.4.4 Invalid domain"),
        SUPPRESSED_BY_SES("Suppressed", "5.1.1",
                "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an "
                        + "invalid address."),
        ON_ACCOUNT_SUPPRESSION_LIST("OnAccountSuppressionList", "5.1.1",
                "Amazon SES did not send the message to this address because it is on the suppression list for your "
                        + "account.");

        private final String subType;
        private final String status;
        private final String diagnosticCode;

        Bounce(String subType, String status, String diagnosticCode) {
            this.subType = subType;
            this.status = status;
            this.diagnosticCode = diagnosticCode;
        }
    }

    void sent(Mail mail, Message message) {
        publish(mail, message.headers(), "SEND", "Email Sent", "Send", "send", Json.object());
    }

    void rejected(Mail mail, Message message) {
        publish(mail, message.headers(), "REJECT", "Email Rejected", "Reject", "reject",
                Json.object().put("reason", "Bad content"));
    }

    void delivered(Mail mail, Message message, String recipient) {
        ObjectNode delivery = Json.object()
                .put("timestamp", now())
                .put("processingTimeMillis", Math.max(0, settings.clock().millis() - mail.at()));
        delivery.putArray("recipients").add(recipient);
        delivery.put("smtpResponse", "250 2.6.0 Message received").put("reportingMTA", "a8-50.smtp-out.amazonses.com");
        publish(mail, message.headers(), "DELIVERY", "Email Delivered", "Delivery", "delivery", delivery);
    }

    /** @return the feedback id */
    String bounced(Mail mail, Message message, String recipient, Bounce why) {
        String feedbackId = secrets.messageId(settings.clock().instant());
        ObjectNode bounce = Json.object()
                .put("feedbackId", feedbackId)
                .put("bounceType", "Permanent")
                .put("bounceSubType", why.subType);
        bounce.putArray("bouncedRecipients").addObject()
                .put("emailAddress", recipient)
                .put("action", "failed")
                .put("status", why.status)
                .put("diagnosticCode", why.diagnosticCode);
        bounce.put("timestamp", now()).put("reportingMTA", AGENT);
        publish(mail, message.headers(), "BOUNCE", "Email Bounced", "Bounce", "bounce", bounce);
        return feedbackId;
    }

    /**
     * @param subType OnAccountSuppressionList, or null when the recipient did complain
     * @return the feedback id
     */
    String complained(Mail mail, Message message, String recipient, @Nullable String subType) {
        String feedbackId = secrets.messageId(settings.clock().instant());
        ObjectNode complaint = Json.object()
                .put("feedbackId", feedbackId)
                .put("complaintSubType", subType);
        complaint.putArray("complainedRecipients").addObject().put("emailAddress", recipient);
        complaint.put("timestamp", now());
        if (subType == null) {
            complaint.put("userAgent", "Amazon SES Mailbox Simulator")
                    .put("complaintFeedbackType", "abuse")
                    .put("arrivalDate", now());
        }
        publish(mail, message.headers(), "COMPLAINT", "Email Complaint Received", "Complaint", "complaint", complaint);
        return feedbackId;
    }

    private void publish(Mail mail, List<Map.Entry<String, String>> headers, String type, String detailType,
            String eventType, String member, ObjectNode content) {
        Optional<ConfigurationSet> set =
                Optional.ofNullable(mail.configurationSet()).flatMap(account.now()::configurationSet);
        if (set.isEmpty()) {
            return;
        }
        long listeners = set.get().destinations().values().stream()
                .filter(destination -> destination.path("Enabled").asBoolean())
                .filter(destination -> destination.path("MatchingEventTypes").valueStream()
                        .anyMatch(wanted -> wanted.asText().equals(type)))
                .count();
        for (long listener = 0; listener < listeners; listener++) {
            ObjectNode event = Json.object()
                    .put("version", "0")
                    .put("id", secrets.uuid())
                    .put("detail-type", detailType)
                    .put("source", "aws.ses")
                    .put("account", settings.accountId())
                    .put("time", settings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("region", settings.region());
            event.putArray("resources").add("arn:aws:ses:" + settings.region() + ":" + settings.accountId()
                    + ":configuration-set/" + set.get().name());
            ObjectNode detail = event.putObject("detail").put("eventType", eventType);
            detail.set("mail", mail(mail, headers));
            detail.set(member, content);
            bus.put(event.toString());
        }
    }

    private ObjectNode mail(Mail mail, List<Map.Entry<String, String>> headers) {
        String sender = Addresses.parse(header(headers, "From").orElse(mail.from())).getAddress();
        ObjectNode json = Json.object()
                .put("timestamp", text(mail.instant()))
                .put("source", header(headers, "From").orElse(mail.from()))
                .put("sourceArn", "arn:aws:ses:" + settings.region() + ":" + settings.accountId() + ":identity/"
                        + account.now().identity(sender).map(Account.Identity::name).orElse(Addresses.domain(sender)))
                .put("sendingAccountId", settings.accountId())
                .put("messageId", mail.messageId());
        mail.recipients().forEach(json.putArray("destination")::add);
        json.put("headersTruncated", false);
        ArrayNode list = json.putArray("headers");
        headers.forEach(header -> list.addObject().put("name", header.getKey()).put("value", header.getValue()));
        ObjectNode common = json.putObject("commonHeaders");
        common.putArray("from").add(mail.from());
        header(headers, "Date").ifPresent(date -> common.put("date", date));
        mail.to().forEach(common.putArray("to")::add);
        common.put("messageId", mail.messageId()).put("subject", mail.subject());
        ObjectNode tags = json.putObject("tags");
        tags.putArray("ses:operation").add("SendEmail");
        tags.putArray("ses:configuration-set").add(mail.configurationSet());
        tags.putArray("ses:source-ip").add("127.0.0.1");
        tags.putArray("ses:from-domain").add(Addresses.domain(sender));
        tags.putArray("ses:caller-identity").add(settings.accountId());
        mail.tags().forEach((name, value) -> tags.putArray(name).add(value));
        return json;
    }

    private static Optional<String> header(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String now() {
        return text(settings.clock().instant());
    }

    /** Always with three digits behind the point. */
    private static String text(Instant instant) {
        String seconds = instant.truncatedTo(ChronoUnit.SECONDS).toString();
        return seconds.substring(0, seconds.length() - 1) + "." + "%03d".formatted(instant.toEpochMilli() % 1000) + "Z";
    }
}
