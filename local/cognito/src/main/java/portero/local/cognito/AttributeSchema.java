package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;

/**
 * A pool's attributes: the OpenID Connect standard ones and its own, with their types, ranges and rights.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">Working
 *     with user attributes</a>
 */
final class AttributeSchema {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]{1,15}");
    private static final BigDecimal LONGEST_TEXT = BigDecimal.valueOf(2048);
    private static final List<String> STANDARD_TEXTS = List.of(
            "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
            "website", "email", "gender", "zoneinfo", "locale", "phone_number", "address");

    /** @param low smallest length or value, @param high largest; null means no bound */
    record Attribute(
            String name,
            String type,
            boolean developerOnly,
            boolean mutable,
            boolean required,
            @Nullable String low,
            @Nullable String high) {

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("Name", name)
                    .put("AttributeDataType", type)
                    .put("DeveloperOnlyAttribute", developerOnly)
                    .put("Mutable", mutable)
                    .put("Required", required);
            switch (type) {
                case "String" -> bounds(json.putObject("StringAttributeConstraints"), "MinLength", "MaxLength");
                case "Number" -> bounds(json.putObject("NumberAttributeConstraints"), "MinValue", "MaxValue");
                default -> {}
            }
            return json;
        }

        private void bounds(ObjectNode json, String lowName, String highName) {
            if (low != null) {
                json.put(lowName, low);
            }
            if (high != null) {
                json.put(highName, high);
            }
        }
    }

    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private AttributeSchema() {}

    /** The standard attributes, changed and extended by what CreateUserPool was given. */
    static AttributeSchema created(JsonNode given) {
        AttributeSchema schema = new AttributeSchema();
        schema.put(new Attribute("sub", "String", false, false, true, "1", "2048"));
        STANDARD_TEXTS.forEach(name -> schema.put(new Attribute(name, "String", false, true, false, "0", "2048")));
        schema.put(new Attribute("birthdate", "String", false, true, false, "10", "10"));
        schema.put(new Attribute("email_verified", "Boolean", false, true, false, null, null));
        schema.put(new Attribute("phone_number_verified", "Boolean", false, true, false, null, null));
        schema.put(new Attribute("updated_at", "Number", false, true, false, "0", null));
        given.forEach(attribute -> schema.add(new Input((ObjectNode) attribute), true));
        return schema;
    }

    /** The schema as {@link #json} wrote it. */
    static AttributeSchema stored(JsonNode stored) {
        AttributeSchema schema = new AttributeSchema();
        stored.forEach(attribute ->
                schema.put(parsed(new Input((ObjectNode) attribute), attribute.path("Name").asText())));
        return schema;
    }

    /** This schema and custom attributes added later. */
    AttributeSchema plus(JsonNode custom) {
        AttributeSchema schema = new AttributeSchema();
        schema.attributes.putAll(attributes);
        custom.forEach(attribute -> schema.add(new Input((ObjectNode) attribute), false));
        return schema;
    }

    ArrayNode json() {
        ArrayNode list = Json.MAPPER.createArrayNode();
        attributes.values().forEach(attribute -> list.add(attribute.json()));
        return list;
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    List<String> required() {
        return attributes.values().stream()
                .filter(attribute -> attribute.required && !attribute.name.equals("sub"))
                .map(Attribute::name)
                .toList();
    }

    boolean isBoolean(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(attribute -> attribute.type.equals("Boolean"))
                .isPresent();
    }

    /** @throws ServiceException InvalidParameterException when a new user may not start with these */
    void checkNew(Map<String, String> given) {
        given.forEach((name, value) -> checkValue(known(name), value));
    }

    /** @throws ServiceException InvalidParameterException when these may not replace a user's; blank values delete */
    void checkChange(Map<String, String> current, Map<String, String> given) {
        given.forEach((name, value) -> {
            Attribute attribute = known(name);
            if (!attribute.mutable) {
                throw ServiceException.invalidParameter("user." + name + ": Attribute cannot be updated.");
            }
            if (!value.isEmpty()) {
                checkValue(attribute, value);
            } else if (attribute.required && current.containsKey(name)) {
                throw ServiceException.invalidParameter("user." + name + ": Required attribute cannot be deleted.");
            }
        });
    }

    private Attribute known(String name) {
        Attribute attribute = attributes.get(name);
        if (attribute == null) {
            throw nonconforming(name, "Attribute does not exist in the schema.");
        }
        return attribute;
    }

    private void checkValue(Attribute attribute, String value) {
        if (attribute.name.equals("sub")) {
            throw ServiceException.invalidParameter("user.sub: Attribute cannot be updated.");
        }
        switch (attribute.type) {
            case "Boolean" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw nonconforming(attribute.name, "Attribute must be of type Boolean");
                }
            }
            case "Number" -> checkNumber(attribute, value);
            case "DateTime" -> {
                try {
                    OffsetDateTime.parse(value);
                } catch (DateTimeException _) {
                    throw nonconforming(attribute.name, "Attribute must be of type DateTime");
                }
            }
            default -> checkText(attribute, value);
        }
    }

    private static void checkNumber(Attribute attribute, String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException _) {
            throw nonconforming(attribute.name, "Attribute must be of type Number");
        }
        if (attribute.low != null && number.compareTo(new BigDecimal(attribute.low)) < 0) {
            throw nonconforming(attribute.name, "Number must be no less than " + attribute.low);
        }
        if (attribute.high != null && number.compareTo(new BigDecimal(attribute.high)) > 0) {
            throw nonconforming(attribute.name, "Number must be no greater than " + attribute.high);
        }
    }

    private static void checkText(Attribute attribute, String value) {
        if (attribute.name.equals("email") && !EMAIL.matcher(value).matches()) {
            throw ServiceException.invalidParameter("Invalid email address format.");
        }
        if (attribute.name.equals("phone_number") && !PHONE.matcher(value).matches()) {
            throw ServiceException.invalidParameter("Invalid phone number format.");
        }
        if (attribute.low != null && value.length() < Integer.parseInt(attribute.low)) {
            throw nonconforming(attribute.name, "String must be no shorter than " + attribute.low + " characters");
        }
        if (attribute.high != null && value.length() > Integer.parseInt(attribute.high)) {
            throw nonconforming(attribute.name, "String must be no longer than " + attribute.high + " characters");
        }
    }

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }

    static ServiceException nonconforming(String name, String reason) {
        return ServiceException.invalidParameter("Attributes did not conform to the schema: " + name + ": " + reason);
    }

    private void add(Input given, boolean standardAllowed) {
        String name = given.optionalText("Name")
                .orElseThrow(() -> ServiceException.invalidParameter("Attribute name is missing."));
        Attribute standard = attributes.get(name);
        if (standard != null && standardAllowed) {
            if (name.equals("sub")
                    || !given.optionalText("AttributeDataType").orElse(standard.type).equals(standard.type)) {
                throw ServiceException.invalidParameter(
                        "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute "
                                + name);
            }
            put(parsed(given, name));
            return;
        }
        if (given.flag("Required")) {
            throw ServiceException.invalidParameter("Required custom attributes are not supported currently.");
        }
        if (!given.has("AttributeDataType")) {
            throw ServiceException.invalidParameter("AttributeDataType is missing for " + name);
        }
        String custom = (given.flag("DeveloperOnlyAttribute") ? "dev:custom:" : "custom:") + name;
        if (attributes.containsKey(custom)) {
            throw ServiceException.invalidParameter(custom + ": Existing attribute already has name " + custom + ".");
        }
        put(parsed(given, custom));
    }

    private static Attribute parsed(Input given, String name) {
        String type = given.optionalText("AttributeDataType").orElse("String");
        boolean number = type.equals("Number");
        Input bounds = given.part(number ? "NumberAttributeConstraints" : "StringAttributeConstraints");
        Attribute attribute = new Attribute(
                name,
                type,
                given.flag("DeveloperOnlyAttribute"),
                !given.has("Mutable") || given.flag("Mutable"),
                given.flag("Required"),
                bounds.optionalText(number ? "MinValue" : "MinLength").orElse(null),
                bounds.optionalText(number ? "MaxValue" : "MaxLength").orElse(null));
        try {
            BigDecimal low = attribute.low == null ? null : new BigDecimal(attribute.low);
            BigDecimal high = attribute.high == null ? null : new BigDecimal(attribute.high);
            if (low != null && high != null && low.compareTo(high) > 0) {
                throw ServiceException.invalidParameter("Attribute constraints of " + name + " leave no value.");
            }
            boolean tooShort = low != null && low.signum() < 0;
            boolean tooLong = high != null && high.compareTo(LONGEST_TEXT) > 0;
            if (!number && (tooShort || tooLong)) {
                throw ServiceException.invalidParameter("Length constraints of " + name
                        + " must be between 0 and 2048.");
            }
        } catch (NumberFormatException _) {
            throw ServiceException.invalidParameter("Attribute constraints of " + name + " must be numbers.");
        }
        return attribute;
    }

    private void put(Attribute attribute) {
        attributes.put(attribute.name, attribute);
    }
}
