package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import portero.local.wire.Json;

/** An app client, in the members and with the defaults that DescribeUserPoolClient answers. */
record AppClient(ObjectNode json) {
    private static final Set<String> DEFAULT_FLOWS =
            Set.of("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH");
    private static final List<String> SETTINGS = List.of(
            "ClientName", "RefreshTokenValidity", "AccessTokenValidity", "IdTokenValidity", "TokenValidityUnits",
            "ReadAttributes", "WriteAttributes", "ExplicitAuthFlows", "SupportedIdentityProviders", "CallbackURLs",
            "LogoutURLs", "DefaultRedirectURI", "PreventUserExistenceErrors", "EnableTokenRevocation",
            "AuthSessionValidity");

    static AppClient created(Input input, String id, Optional<String> secret, AttributeSchema schema, Instant now) {
        ObjectNode json = checked(input, schema);
        json.put("UserPoolId", input.text("UserPoolId")).put("ClientId", id);
        secret.ifPresent(text -> json.put("ClientSecret", text));
        json.set("CreationDate", Json.time(now));
        json.set("LastModifiedDate", Json.time(now));
        return new AppClient(json);
    }

    /** What was left out falls back to its default; name, id and secret stay. */
    AppClient updated(Input input, AttributeSchema schema, Instant now) {
        ObjectNode changed = checked(input, schema);
        for (String kept : List.of("UserPoolId", "ClientId", "ClientSecret", "CreationDate")) {
            if (json.has(kept)) {
                changed.set(kept, json.get(kept));
            }
        }
        if (!changed.has("ClientName")) {
            changed.set("ClientName", json.get("ClientName"));
        }
        changed.set("LastModifiedDate", Json.time(now));
        return new AppClient(changed);
    }

    String id() {
        return json.path("ClientId").asText();
    }

    String name() {
        return json.path("ClientName").asText();
    }

    Optional<String> secret() {
        return new Input(json).optionalText("ClientSecret");
    }

    /** @param flow without its prefix, as in {@code ADMIN_USER_PASSWORD_AUTH} */
    boolean allows(String flow) {
        List<String> flows = new Input(json).texts("ExplicitAuthFlows");
        if (flows.isEmpty()) {
            return DEFAULT_FLOWS.contains("ALLOW_" + flow);
        }
        boolean legacy = flows.stream().noneMatch(allowed -> allowed.startsWith("ALLOW_"));
        return switch (flow) {
            case "ADMIN_USER_PASSWORD_AUTH" -> flows.contains("ALLOW_" + flow) || flows.contains("ADMIN_NO_SRP_AUTH");
            // Clients of the legacy kind may always refresh and use SRP.
            case "REFRESH_TOKEN_AUTH", "USER_SRP_AUTH" -> legacy || flows.contains("ALLOW_" + flow);
            default -> flows.contains("ALLOW_" + flow) || flows.contains(flow);
        };
    }

    boolean hidesUnknownUsers() {
        return json.path("PreventUserExistenceErrors").asText().equals("ENABLED");
    }

    boolean revokesTokens() {
        return json.path("EnableTokenRevocation").asBoolean();
    }

    Duration sessionValidity() {
        return Duration.ofMinutes(json.path("AuthSessionValidity").asInt());
    }

    Duration accessTokenValidity() {
        return validity(json, "AccessToken", 1, "hours");
    }

    Duration idTokenValidity() {
        return validity(json, "IdToken", 1, "hours");
    }

    Duration refreshTokenValidity() {
        return validity(json, "RefreshToken", 30, "days");
    }

    boolean mayRead(String attribute) {
        List<String> readable = new Input(json).texts("ReadAttributes");
        return attribute.equals("sub") || readable.isEmpty() || readable.contains(attribute);
    }

    boolean mayWrite(String attribute) {
        List<String> writable = new Input(json).texts("WriteAttributes");
        boolean standard = !attribute.contains(":") && !attribute.endsWith("_verified");
        return writable.isEmpty() ? standard : writable.contains(attribute);
    }

    private static ObjectNode checked(Input input, AttributeSchema schema) {
        refuseWhatIsNotOffered(input);
        ObjectNode json = Json.object()
                .put("RefreshTokenValidity", 30)
                .put("EnableTokenRevocation", true)
                .put("AuthSessionValidity", 3)
                .put("PreventUserExistenceErrors", "LEGACY")
                .put("AllowedOAuthFlowsUserPoolClient", false)
                .put("EnablePropagateAdditionalUserContextData", false);
        json.putObject("TokenValidityUnits");
        for (String setting : SETTINGS) {
            if (input.has(setting)) {
                json.set(setting, input.json().get(setting));
            }
        }
        if (json.path("RefreshTokenValidity").asInt() == 0) {
            json.put("RefreshTokenValidity", 30);
        }
        checkFlows(input.texts("ExplicitAuthFlows"));
        checkAttributes(input.texts("ReadAttributes"), schema);
        checkAttributes(input.texts("WriteAttributes"), schema);
        checkValidity(json);
        return json;
    }

    private static void checkFlows(List<String> flows) {
        boolean current = flows.stream().anyMatch(flow -> flow.startsWith("ALLOW_"));
        boolean legacy = flows.stream().anyMatch(flow -> !flow.startsWith("ALLOW_"));
        if (current && legacy) {
            throw ServiceException.invalidParameter(
                    "ExplicitAuthFlows can not mix values that begin with ALLOW_ with legacy values.");
        }
        if (flows.contains("ALLOW_USER_AUTH")
                || flows.stream().anyMatch(flow -> flow.startsWith("ALLOW_TOKEN_EXCHANGE"))) {
            throw new ServiceException("FeatureUnavailableInTierException",
                    "This authentication flow is not available in this tier.");
        }
    }

    private static void checkAttributes(List<String> names, AttributeSchema schema) {
        for (String name : names) {
            if (!schema.has(name)) {
                throw ServiceException.invalidParameter("Invalid attribute specified while creating a client: " + name);
            }
        }
    }

    private static void checkValidity(ObjectNode json) {
        Duration access = validity(json, "AccessToken", 1, "hours");
        Duration id = validity(json, "IdToken", 1, "hours");
        Duration refresh = validity(json, "RefreshToken", 30, "days");
        checkRange("accessTokenValidity", access, Duration.ofMinutes(5), Duration.ofDays(1));
        checkRange("idTokenValidity", id, Duration.ofMinutes(5), Duration.ofDays(1));
        checkRange("refreshTokenValidity", refresh, Duration.ofMinutes(60), Duration.ofDays(3650));
        if (refresh.compareTo(access) < 0 || refresh.compareTo(id) < 0) {
            throw ServiceException.invalidParameter(
                    "Refresh token validity must not be shorter than that of access and ID tokens.");
        }
    }

    private static void checkRange(String setting, Duration validity, Duration least, Duration most) {
        if (validity.compareTo(least) < 0 || validity.compareTo(most) > 0) {
            throw ServiceException.invalidParameter("Invalid range for " + setting + ".");
        }
    }

    private static Duration validity(ObjectNode json, String token, int amount, String unit) {
        return Instants.span(
                json.path(token + "Validity").asInt(amount),
                json.path("TokenValidityUnits").path(token).asText(unit));
    }

    private static void refuseWhatIsNotOffered(Input input) {
        if (input.part("RefreshTokenRotation").optionalText("Feature").orElse("DISABLED").equals("ENABLED")) {
            throw new ServiceException("FeatureUnavailableInTierException",
                    "Refresh token rotation is not available in this tier.");
        }
        if (input.flag("AllowedOAuthFlowsUserPoolClient")
                || !input.texts("AllowedOAuthFlows").isEmpty()
                || input.has("AnalyticsConfiguration")
                || input.flag("EnablePropagateAdditionalUserContextData")) {
            throw ServiceException.invalidParameter(
                    "The local service offers neither OAuth endpoints, analytics nor threat protection.");
        }
        if (input.texts("SupportedIdentityProviders").stream().anyMatch(provider -> !provider.equals("COGNITO"))) {
            throw ServiceException.invalidParameter("The provider does not exist for this user pool.");
        }
    }
}
