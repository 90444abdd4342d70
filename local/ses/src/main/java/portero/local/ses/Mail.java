package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;

/**
 * A mail that the service took.
 *
 * @param id counts up from 1
 * @param at epoch milliseconds
 * @param from with its display name
 * @param fates what became of it, by recipient
 * @param source the MIME message as it would be delivered
 */
record Mail(
        long id,
        String messageId,
        long at,
        String from,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        List<String> replyTo,
        String subject,
        Map<String, String> tags,
        @Nullable String configurationSet,
        Map<String, Fate> fates,
        @Nullable String text,
        @Nullable String html,
        byte[] source) {

    /** What became of a mail to one recipient, the gravest last. */
    enum Fate {
        DELIVERED,
        COMPLAINED,
        SUPPRESSED,
        BOUNCED,
        REJECTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Instant instant() {
        return Instant.ofEpochMilli(at);
    }

    /** The gravest of its recipients' fates. */
    Fate state() {
        return fates.values().stream().max(Enum::compareTo).orElse(Fate.DELIVERED);
    }

    Stream<String> recipients() {
        return Stream.of(to, cc, bcc).flatMap(List::stream);
    }

    /** @param address without a display name, in any case */
    boolean isTo(String address) {
        return recipients().anyMatch(address::equalsIgnoreCase);
    }

    long size() {
        return source.length + 2L * Optional.ofNullable(html).map(String::length).orElse(0)
                + 2L * Optional.ofNullable(text).map(String::length).orElse(0);
    }

    Mail with(String recipient, Fate fate) {
        var changed = new LinkedHashMap<>(fates);
        changed.put(recipient, fate);
        return new Mail(id, messageId, at, from, to, cc, bcc, replyTo, subject, tags, configurationSet, changed, text,
                html, source);
    }

    /** As programs read it from the inbox. */
    ObjectNode view() {
        ObjectNode json = Json.object()
                .put("id", String.valueOf(id))
                .put("messageId", messageId)
                .put("from", from);
        addAll(json.putArray("to"), to);
        addAll(json.putArray("cc"), cc);
        addAll(json.putArray("bcc"), bcc);
        addAll(json.putArray("replyTo"), replyTo);
        json.put("subject", subject)
                .put("at", instant().toString())
                .put("state", state().word());
        ObjectNode each = json.putObject("states");
        fates.forEach((address, fate) -> each.put(address, fate.word()));
        json.put("text", text).put("html", html).put("configurationSet", configurationSet);
        json.set("tags", Json.texts(tags));
        return json;
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
