package portero.adapters.dynamodb;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads and writes items: attributes by name, texts and numbers only. */
final class Items {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String GSI1_PK = "gsi1pk";
    static final String GSI1_SK = "gsi1sk";
    static final String GSI1 = "gsi1";
    /** Seconds since the epoch after which the table forgets the item; compared in code too, for it may live on a while. */
    static final String EXPIRES_AT = "expiresAt";

    private Items() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static AttributeValue at(Instant instant) {
        return n(instant.toEpochMilli());
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, s(pk), SK, s(sk));
    }

    static String text(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalStateException("An item lacks the text " + name);
        }
        return value.s();
    }

    static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::n).map(Long::valueOf);
    }

    static Optional<Instant> optionalAt(Map<String, AttributeValue> item, String name) {
        return optionalNumber(item, name).map(Instant::ofEpochMilli);
    }

    /** Institutions from the country down, as one text. */
    static String path(List<InstitutionCode> path) {
        return String.join("/", path.stream().map(InstitutionCode::value).toList());
    }

    static List<InstitutionCode> path(String text) {
        return Arrays.stream(text.split("/")).map(InstitutionCode::new).toList();
    }

    /** An item under construction. */
    static final class Item {
        private final Map<String, AttributeValue> values = new HashMap<>();

        static Item of(String pk, String sk) {
            return new Item().with(PK, pk).with(SK, sk);
        }

        Item with(String name, String text) {
            values.put(name, s(text));
            return this;
        }

        Item with(String name, Optional<String> text) {
            text.ifPresent(present -> with(name, present));
            return this;
        }

        Item with(String name, long number) {
            values.put(name, n(number));
            return this;
        }

        Item with(String name, Instant instant) {
            values.put(name, at(instant));
            return this;
        }

        Map<String, AttributeValue> done() {
            return values;
        }
    }
}
