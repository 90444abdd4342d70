package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import portero.local.wire.Json;

/** A pool's settings in the members and with the defaults that DescribeUserPool answers. */
record PoolSettings(ObjectNode json) {
    private static final List<String> NOT_OFFERED = List.of(
            "LambdaConfig", "DeviceConfiguration", "DcrConfiguration", "KeyConfiguration", "IssuerConfiguration",
            "AcrConfiguration");

    static PoolSettings created(Input input) {
        ObjectNode json = changeable(input);
        json.put("Name", input.text("PoolName"));
        copy(input, json, "AliasAttributes", "UsernameAttributes");
        if (json.has("AliasAttributes") && json.has("UsernameAttributes")) {
            throw ServiceException.invalidParameter(
                    "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }
        boolean caseSensitive = !input.has("UsernameConfiguration")
                || input.part("UsernameConfiguration").flag("CaseSensitive");
        json.putObject("UsernameConfiguration").put("CaseSensitive", caseSensitive);
        json.set("SchemaAttributes", AttributeSchema.created(input.json().path("Schema")).json());
        return new PoolSettings(json);
    }

    /** What was left out falls back to its default; name, schema, aliases and case rule stay. */
    PoolSettings updated(Input input) {
        ObjectNode changed = changeable(input);
        changed.put("Name", input.optionalText("PoolName").orElse(json.path("Name").asText()));
        copy(new Input(json), changed, "AliasAttributes", "UsernameAttributes", "UsernameConfiguration",
                "SchemaAttributes");
        if (!input.has("UserPoolTags")) {
            changed.set("UserPoolTags", json.path("UserPoolTags"));
        }
        return new PoolSettings(changed);
    }

    PoolSettings withAttributes(JsonNode custom) {
        ObjectNode changed = json.deepCopy();
        changed.set("SchemaAttributes", schema().plus(custom).json());
        return new PoolSettings(changed);
    }

    PoolSettings withTags(Map<String, String> tags) {
        ObjectNode changed = json.deepCopy();
        changed.set("UserPoolTags", Json.texts(tags));
        return new PoolSettings(changed);
    }

    PasswordPolicy passwordPolicy() {
        return PasswordPolicy.of(new Input(json).part("Policies").part("PasswordPolicy"));
    }

    AttributeSchema schema() {
        return AttributeSchema.stored(json.path("SchemaAttributes"));
    }

    boolean caseSensitive() {
        return json.path("UsernameConfiguration").path("CaseSensitive").asBoolean();
    }

    boolean adminCreatesOnly() {
        return json.path("AdminCreateUserConfig").path("AllowAdminCreateUserOnly").asBoolean();
    }

    boolean deletionProtected() {
        return json.path("DeletionProtection").asText().equals("ACTIVE");
    }

    List<String> aliasAttributes() {
        return new Input(json).texts("AliasAttributes");
    }

    List<String> usernameAttributes() {
        return new Input(json).texts("UsernameAttributes");
    }

    Map<String, String> tags() {
        return new Input(json).textMap("UserPoolTags");
    }

    private static ObjectNode changeable(Input input) {
        refuseWhatIsNotOffered(input);
        ObjectNode json = Json.object();
        ObjectNode policies = json.putObject("Policies");
        policies.set("PasswordPolicy", passwordPolicy(input.part("Policies")));
        policies.putObject("SignInPolicy").putArray("AllowedFirstAuthFactors").add("PASSWORD");
        json.put("DeletionProtection", input.optionalText("DeletionProtection").orElse("INACTIVE"));
        json.putObject("LambdaConfig");
        json.putObject("VerificationMessageTemplate").put("DefaultEmailOption", "CONFIRM_WITH_CODE");
        json.putObject("UserAttributeUpdateSettings").putArray("AttributesRequireVerificationBeforeUpdate");
        json.putObject("EmailConfiguration").put("EmailSendingAccount", "COGNITO_DEFAULT");
        json.putObject("UserPoolTags");
        copy(input, json, "AutoVerifiedAttributes", "SmsVerificationMessage", "EmailVerificationMessage",
                "EmailVerificationSubject", "VerificationMessageTemplate", "SmsAuthenticationMessage",
                "UserAttributeUpdateSettings", "EmailConfiguration", "SmsConfiguration", "UserPoolTags",
                "AccountRecoverySetting");
        json.put("MfaConfiguration", "OFF");
        ObjectNode creation = json.putObject("AdminCreateUserConfig").put("AllowAdminCreateUserOnly", false);
        creation.setAll(input.part("AdminCreateUserConfig").json());
        creation.put("UnusedAccountValidityDays",
                policies.path("PasswordPolicy").path("TemporaryPasswordValidityDays").asInt());
        json.put("UserPoolTier", input.optionalText("UserPoolTier").orElse("ESSENTIALS"));
        checkRecovery(input.part("AccountRecoverySetting"));
        return json;
    }

    private static ObjectNode passwordPolicy(Input policies) {
        ObjectNode policy = Json.object().put("MinimumLength", 8);
        boolean strictDefault = !policies.has("PasswordPolicy");
        for (String rule : List.of("RequireUppercase", "RequireLowercase", "RequireNumbers", "RequireSymbols")) {
            policy.put(rule, strictDefault);
        }
        policy.setAll(policies.part("PasswordPolicy").json());
        if (policy.path("TemporaryPasswordValidityDays").asInt() == 0) {
            policy.put("TemporaryPasswordValidityDays", 7);
        }
        if (policy.path("PasswordHistorySize").asInt() > 0) {
            throw new ServiceException("FeatureUnavailableInTierException",
                    "Password history is not available in this tier.");
        }
        policy.remove("PasswordHistorySize");
        return policy;
    }

    private static void checkRecovery(Input recovery) {
        List<JsonNode> mechanisms = recovery.json().path("RecoveryMechanisms").valueStream().toList();
        boolean adminOnly = mechanisms.stream()
                .anyMatch(mechanism -> mechanism.path("Name").asText().equals("admin_only"));
        if (adminOnly && mechanisms.size() > 1) {
            throw ServiceException.invalidParameter("Account recovery setting can not be combined with admin_only.");
        }
        long priorities = mechanisms.stream()
                .map(mechanism -> mechanism.path("Priority").asInt())
                .distinct()
                .count();
        if (priorities < mechanisms.size()) {
            throw ServiceException.invalidParameter("Account recovery mechanisms must have different priorities.");
        }
    }

    private static void refuseWhatIsNotOffered(Input input) {
        for (String setting : NOT_OFFERED) {
            if (!input.part(setting).json().isEmpty()) {
                throw ServiceException.invalidParameter("The local service does not offer " + setting + ".");
            }
        }
        if (!input.optionalText("MfaConfiguration").orElse("OFF").equals("OFF")) {
            throw ServiceException.invalidParameter("The local service does not offer MFA.");
        }
        if (!input.part("UserPoolAddOns").optionalText("AdvancedSecurityMode").orElse("OFF").equals("OFF")) {
            throw new ServiceException("FeatureUnavailableInTierException",
                    "Threat protection is not available in this tier.");
        }
        List<String> factors = input.part("Policies").part("SignInPolicy").texts("AllowedFirstAuthFactors");
        if (!factors.isEmpty() && !factors.equals(List.of("PASSWORD"))) {
            throw new ServiceException("FeatureUnavailableInTierException",
                    "Sign-in without password is not available in this tier.");
        }
    }

    private static void copy(Input from, ObjectNode to, String... members) {
        for (String member : members) {
            if (from.has(member)) {
                to.set(member, from.json().get(member));
            }
        }
    }
}
