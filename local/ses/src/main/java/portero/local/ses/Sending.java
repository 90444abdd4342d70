package portero.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import portero.local.ses.Account.ConfigurationSet;
import portero.local.ses.Account.Identity;
import portero.local.ses.Account.State;
import portero.local.ses.Account.Suppressed;
import portero.local.ses.Mail.Fate;
import portero.local.ses.Operation.Call;
import portero.local.wire.Json;

/**
 * Takes mails, or says why not, and decides what becomes of each.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">SendEmail</a>
 */
final class Sending {
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_TAGS = 50;
    private static final int LARGEST_MESSAGE = 40 << 20;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Set<String> OWN_HEADERS = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject",
            "date", "message-id", "return-path", "mime-version", "content-type", "content-transfer-encoding",
            "content-disposition");
    private static final String TAGS_HEADER = "X-SES-MESSAGE-TAGS";
    private static final String SET_HEADER = "X-SES-CONFIGURATION-SET";

    private final SesSettings settings;
    private final Account account;
    private final Secrets secrets;
    private final SendingLimits limits;
    private final Mailbox mailbox;
    private final Events events;

    Sending(SesSettings settings, Account account, Secrets secrets, SendingLimits limits, Mailbox mailbox,
            Events events) {
        this.settings = settings;
        this.account = account;
        this.secrets = secrets;
        this.limits = limits;
        this.mailbox = mailbox;
        this.events = events;
    }

    List<Operation> all() {
        return List.of(Operation.of(
                "SendEmail", "POST", "/v2/email/outbound-emails", Requests.SEND_EMAIL, this::send));
    }

    private record Envelope(
            InternetAddress from,
            List<InternetAddress> to,
            List<InternetAddress> cc,
            List<InternetAddress> bcc,
            List<InternetAddress> replyTo) {
        List<String> recipients() {
            var all = new LinkedHashSet<String>();
            Stream.of(to, cc, bcc).flatMap(List::stream).forEach(address -> all.add(address.getAddress()));
            return List.copyOf(all);
        }
    }

    private ObjectNode send(Call call) {
        ObjectNode body = call.body();
        JsonNode content = body.path("Content");
        if (content.size() != 1) {
            throw ServiceException.badRequest("Content must have exactly one of Simple, Raw, Template.");
        }
        Message message = content.has("Raw") ? raw(body, content.path("Raw")) : simple(body, content.path("Simple"));
        Envelope envelope = envelope(body, message);
        Map<String, String> tags = tags(body, message);
        State state = account.now();
        Optional<ConfigurationSet> set = configurationSet(state, body, message, envelope.from());
        checkSending(state, set);
        checkVerified(state, body, message, envelope);
        message.without("Bcc").without(TAGS_HEADER).without(SET_HEADER).without("Return-Path");
        Instant now = settings.clock().instant();
        String messageId = secrets.messageId(now);
        byte[] source = message.stamped(messageId, now, settings.region());
        if (source.length > LARGEST_MESSAGE) {
            throw ServiceException.badRequest("Message length is more than " + LARGEST_MESSAGE + " bytes long: '"
                    + source.length + "'.");
        }
        int simulated = (int) envelope.recipients().stream()
                .filter(address -> !Addresses.simulated(address).isEmpty())
                .count();
        limits.take(envelope.recipients().size(), simulated);
        String setName = set.map(ConfigurationSet::name).orElse(null);
        Mail mail = keep(messageId, now, envelope, tags, setName, message, source, fates(state, set, envelope, message));
        report(mail, message);
        return Json.object().put("MessageId", messageId);
    }

    private static Message simple(ObjectNode body, JsonNode content) {
        if (!body.has("FromEmailAddress")) {
            throw ServiceException.badRequest("FromEmailAddress is required for simple content.");
        }
        if (content.path("Body").isEmpty()) {
            throw ServiceException.badRequest("Content.Simple.Body must have Text or Html.");
        }
        if (content.path("Subject").path("Data").asText().chars().anyMatch(each -> each == '\r' || each == '\n')) {
            throw ServiceException.badRequest("Subject contains illegal line breaks.");
        }
        content.path("Headers").forEach(header -> {
            String name = header.path("Name").asText();
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw ServiceException.badRequest("Header '" + name + "' cannot be given in Headers.");
            }
        });
        JsonNode destination = body.path("Destination");
        return Message.simple(
                Addresses.parse(body.path("FromEmailAddress").asText()),
                addresses(destination.path("ToAddresses")),
                addresses(destination.path("CcAddresses")),
                addresses(body.path("ReplyToAddresses")),
                content);
    }

    private static Message raw(ObjectNode body, JsonNode content) {
        byte[] source;
        try {
            source = Base64.getDecoder().decode(content.path("Data").asText());
        } catch (IllegalArgumentException _) {
            throw new ServiceException(400, "SerializationException", "content.raw.data must be Base64");
        }
        Message message = Message.raw(source);
        if (body.has("FromEmailAddress")) {
            message.with("From", body.path("FromEmailAddress").asText());
        }
        if (body.path("ReplyToAddresses").size() > 0) {
            message.with("Reply-To", String.join(", ", texts(body.path("ReplyToAddresses"))));
        }
        return message;
    }

    private static Envelope envelope(ObjectNode body, Message message) {
        JsonNode destination = body.path("Destination");
        var from = message.addresses("From");
        if (from.size() != 1) {
            throw ServiceException.badRequest("A message has exactly one sender.");
        }
        boolean named = Stream.of("ToAddresses", "CcAddresses", "BccAddresses")
                .anyMatch(member -> !destination.path(member).isEmpty());
        var envelope = named
                ? new Envelope(from.getFirst(), addresses(destination.path("ToAddresses")),
                        addresses(destination.path("CcAddresses")), addresses(destination.path("BccAddresses")),
                        message.addresses("Reply-To"))
                : new Envelope(from.getFirst(), message.addresses("To"), message.addresses("Cc"),
                        message.addresses("Bcc"), message.addresses("Reply-To"));
        Addresses.parse(envelope.from().toString());
        Stream.of(envelope.to(), envelope.cc(), envelope.bcc(), envelope.replyTo())
                .flatMap(List::stream)
                .forEach(address -> Addresses.parse(address.toString()));
        // A simple message's headers were made from the destination, so they name nobody else.
        int recipients = envelope.recipients().size();
        if (recipients == 0) {
            throw ServiceException.badRequest("No recipients given.");
        }
        if (recipients > MOST_RECIPIENTS) {
            throw ServiceException.badRequest("Recipient count exceeds " + MOST_RECIPIENTS + ".");
        }
        return envelope;
    }

    private static Map<String, String> tags(ObjectNode body, Message message) {
        var tags = new LinkedHashMap<String, String>();
        if (body.path("EmailTags").isEmpty()) {
            message.header(TAGS_HEADER).ifPresent(header -> Stream.of(header.split(",")).forEach(pair -> {
                String[] parts = pair.strip().split("=", 2);
                tag(tags, parts[0].strip(), parts.length == 2 ? parts[1].strip() : "");
            }));
        }
        body.path("EmailTags").forEach(tag -> tag(tags, tag.path("Name").asText(), tag.path("Value").asText()));
        if (tags.size() > MOST_TAGS) {
            throw ServiceException.badRequest("A message has at most " + MOST_TAGS + " tags.");
        }
        return tags;
    }

    private static void tag(Map<String, String> tags, String name, String value) {
        if (!TAG.matcher(name).matches()) {
            throw ServiceException.badRequest("Invalid tag name <" + name + ">: only alphanumeric ASCII characters, '_', "
                    + "and '-' are allowed, at most 256.");
        }
        if (!TAG.matcher(value).matches()) {
            throw ServiceException.badRequest("Invalid tag value <" + value + ">: only alphanumeric ASCII characters, "
                    + "'_', and '-' are allowed, at most 256.");
        }
        if (tags.putIfAbsent(name, value) != null) {
            throw ServiceException.badRequest("Duplicate tag name <" + name + ">.");
        }
    }

    private static Optional<ConfigurationSet> configurationSet(
            State state, ObjectNode body, Message message, InternetAddress from) {
        Optional<String> named = body.has("ConfigurationSetName")
                ? Optional.of(body.path("ConfigurationSetName").asText())
                : message.header(SET_HEADER);
        Optional<String> standard = covering(state, from.getAddress())
                .map(identity -> identity.settings().path("ConfigurationSetName").asText(""))
                .filter(name -> !name.isEmpty());
        return named.or(() -> standard)
                .map(name -> state.configurationSet(name)
                        .orElseThrow(() -> ServiceException.configurationSetNotFound(name)));
    }

    private static void checkSending(State state, Optional<ConfigurationSet> set) {
        if (!state.sendingEnabled()) {
            throw ServiceException.paused("Email sending is disabled for this account.");
        }
        set.filter(found -> !found.options().path("SendingOptions").path("SendingEnabled").asBoolean(true))
                .ifPresent(found -> {
                    throw ServiceException.paused(
                            "Email sending is disabled for the configuration set <" + found.name() + ">.");
                });
    }

    private void checkVerified(State state, ObjectNode body, Message message, Envelope envelope) {
        var needed = new LinkedHashSet<String>();
        needed.add(envelope.from().getAddress());
        Stream.of("Sender", "Return-Path")
                .flatMap(header -> message.addresses(header).stream())
                .forEach(address -> needed.add(address.getAddress()));
        if (body.has("FeedbackForwardingEmailAddress")) {
            needed.add(Addresses.parse(body.path("FeedbackForwardingEmailAddress").asText()).getAddress());
        }
        if (settings.sandbox()) {
            envelope.recipients().stream()
                    .filter(address -> Addresses.simulated(address).isEmpty())
                    .forEach(needed::add);
        }
        List<String> failed = needed.stream().filter(address -> covering(state, address).isEmpty()).toList();
        if (!failed.isEmpty()) {
            throw ServiceException.rejected(
                    "Email address is not verified. The following identities failed the check in region "
                            + settings.region().toUpperCase(Locale.ROOT) + ": " + String.join(", ", failed));
        }
    }

    /**
     * The verified identity that speaks for an address: the address itself or without its label, else the nearest domain.
     *
     * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html">Creating and verifying
     *     identities</a>
     */
    private static Optional<Identity> covering(State state, String address) {
        var names = new ArrayList<String>(List.of(address, Addresses.withoutLabel(address)));
        String domain = Addresses.domain(address);
        names.add(domain);
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            names.add(domain.substring(dot + 1));
        }
        return names.stream().flatMap(name -> state.identity(name).stream()).filter(Identity::verified).findFirst();
    }

    private Map<String, Fate> fates(State state, Optional<ConfigurationSet> set, Envelope envelope, Message message) {
        boolean virus = message.carriesTestVirus();
        var fates = new LinkedHashMap<String, Fate>();
        for (String recipient : envelope.recipients()) {
            fates.put(recipient, virus ? Fate.REJECTED : fate(state, set, recipient));
        }
        return fates;
    }

    private static Fate fate(State state, Optional<ConfigurationSet> set, String recipient) {
        if (suppressing(state, set, recipient).isPresent()) {
            return Fate.SUPPRESSED;
        }
        return switch (Addresses.simulated(recipient)) {
            case "bounce" -> Fate.BOUNCED;
            case "complaint" -> Fate.COMPLAINED;
            case "suppressionlist" -> Fate.SUPPRESSED;
            // Reserved by RFC 2606 never to exist, so this is what a mistyped domain does.
            default -> recipient.toLowerCase(Locale.ROOT).endsWith(".invalid") ? Fate.BOUNCED : Fate.DELIVERED;
        };
    }

    /**
     * The entry that keeps a mail from being delivered; the configuration set's reasons override the account's.
     *
     * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html">Using
     *     configuration set-level suppression</a>
     */
    private static Optional<Suppressed> suppressing(State state, Optional<ConfigurationSet> set, String recipient) {
        return state.suppressed(recipient).filter(entry -> reasons(state, set).contains(entry.reason()));
    }

    private static List<String> reasons(State state, Optional<ConfigurationSet> set) {
        JsonNode own = set.map(found -> found.options().path("SuppressionOptions").path("SuppressedReasons"))
                .orElse(Json.object().path("SuppressedReasons"));
        return own.isMissingNode() ? state.suppressedReasons() : texts(own);
    }

    private Mail keep(String messageId, Instant now, Envelope envelope, Map<String, String> tags, @Nullable String set,
            Message message, byte[] source, Map<String, Fate> fates) {
        return mailbox.add(id -> new Mail(
                id,
                messageId,
                now.toEpochMilli(),
                Message.readable(envelope.from()),
                plain(envelope.to()),
                plain(envelope.cc()),
                plain(envelope.bcc()),
                plain(envelope.replyTo()),
                message.subject(),
                tags,
                set,
                fates,
                message.text().orElse(null),
                message.html().orElse(null),
                source));
    }

    private void report(Mail mail, Message message) {
        if (mail.state() == Fate.REJECTED) {
            events.rejected(mail, message);
            return;
        }
        events.sent(mail, message);
        mail.fates().forEach((recipient, fate) -> {
            switch (fate) {
                case DELIVERED -> events.delivered(mail, message, recipient);
                case BOUNCED -> bounced(mail, message, recipient);
                case COMPLAINED -> {
                    events.delivered(mail, message, recipient);
                    complained(mail, message, recipient);
                }
                case SUPPRESSED -> suppressed(mail, message, recipient);
                case REJECTED -> throw new IllegalStateException("Rejected for one recipient only");
            }
        });
    }

    private void bounced(Mail mail, Message message, String recipient) {
        boolean simulated = !Addresses.simulated(recipient).isEmpty();
        String feedbackId = events.bounced(mail, message, recipient,
                simulated ? Events.Bounce.UNKNOWN_USER : Events.Bounce.INVALID_DOMAIN);
        suppress(mail, recipient, "BOUNCE", feedbackId);
    }

    private void complained(Mail mail, Message message, String recipient) {
        suppress(mail, recipient, "COMPLAINT", events.complained(mail, message, recipient, null));
    }

    /** Simulator addresses are never put on the list: the next test would find them there. */
    private void suppress(Mail mail, String recipient, String reason, String feedbackId) {
        if (!Addresses.simulated(recipient).isEmpty()) {
            return;
        }
        account.change(state -> {
            Optional<ConfigurationSet> set = Optional.ofNullable(mail.configurationSet()).flatMap(state::configurationSet);
            return reasons(state, set).contains(reason)
                    ? state.with(new Suppressed(
                            recipient, reason, settings.clock().millis(), mail.messageId(), feedbackId))
                    : state;
        });
    }

    private void suppressed(Mail mail, Message message, String recipient) {
        Optional<Suppressed> entry = account.now().suppressed(recipient);
        if (entry.isEmpty()) {
            events.bounced(mail, message, recipient, Events.Bounce.SUPPRESSED_BY_SES);
        } else if (entry.get().reason().equals("COMPLAINT")) {
            events.complained(mail, message, recipient, "OnAccountSuppressionList");
        } else {
            events.bounced(mail, message, recipient, Events.Bounce.ON_ACCOUNT_SUPPRESSION_LIST);
        }
    }

    /** A recipient who reports a delivered mail as unwanted; nothing happens for any other mail. */
    void complain(long id) {
        mailbox.find(id).ifPresent(mail -> mail.fates().forEach((recipient, fate) -> {
            if (fate == Fate.DELIVERED) {
                mailbox.change(id, current -> current.with(recipient, Fate.COMPLAINED))
                        .ifPresent(changed -> complained(changed, Message.raw(changed.source()), recipient));
            }
        }));
    }

    private static List<InternetAddress> addresses(JsonNode list) {
        return Addresses.parse(texts(list));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static List<String> plain(List<InternetAddress> addresses) {
        return addresses.stream().map(InternetAddress::getAddress).toList();
    }
}
