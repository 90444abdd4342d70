package portero.local.cognito;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import portero.local.wire.Json;

/**
 * Makes and checks the tokens of all pools.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">Understanding
 *     user pool JSON web tokens</a>
 */
final class Tokens {
    /** A valid access token's bearer. */
    record Bearer(UserPool pool, User user, AppClient client, Grant grant) {}

    private static final String ISSUER_HOST = ".amazonaws.com/";
    private final CognitoSettings settings;
    private final Secrets secrets;
    private final Pools pools;

    Tokens(CognitoSettings settings, Secrets secrets, Pools pools) {
        this.settings = settings;
        this.secrets = secrets;
        this.pools = pools;
    }

    String issuer(UserPool pool) {
        return "https://cognito-idp." + settings.region() + ISSUER_HOST + pool.id();
    }

    /** Starts a grant: the member {@code AuthenticationResult} with all three tokens. */
    ObjectNode grant(UserPool pool, AppClient client, User user) {
        Instant now = settings.clock().instant();
        String refreshToken = secrets.token();
        Grant grant = new Grant(
                secrets.uuid(),
                secrets.uuid(),
                user.sub(),
                client.id(),
                Hashes.ofToken(refreshToken),
                now,
                now.plus(client.refreshTokenValidity()),
                false);
        pool.add(grant);
        return result(pool, client, user, grant).put("RefreshToken", refreshToken);
    }

    /** Fresh ID and access tokens of a running grant. */
    ObjectNode result(UserPool pool, AppClient client, User user, Grant grant) {
        Instant now = settings.clock().instant();
        Instant accessEnd = now.plus(client.accessTokenValidity());
        return Json.object()
                .put("AccessToken", accessToken(pool, client, user, grant, now, accessEnd))
                .put("ExpiresIn", client.accessTokenValidity().toSeconds())
                .put("TokenType", "Bearer")
                .put("IdToken", idToken(pool, client, user, grant, now));
    }

    /** @throws ServiceException NotAuthorizedException unless the token is valid, its grant running, its user enabled */
    Bearer bearer(String accessToken) {
        ObjectNode claims = payload(accessToken).orElseThrow(Tokens::invalid);
        UserPool pool = issuingPool(claims).orElseThrow(Tokens::invalid);
        checkSignature(pool, accessToken);
        if (!claims.path("token_use").asText().equals("access")) {
            throw invalid();
        }
        if (Instants.isPast(Instant.ofEpochSecond(claims.path("exp").asLong()), settings.clock().instant())) {
            throw ServiceException.notAuthorized("Access Token has expired");
        }
        User user = pool.userBySub(claims.path("sub").asText()).orElseThrow(ServiceException::userNotFound);
        if (!user.enabled()) {
            throw ServiceException.notAuthorized("User is disabled.");
        }
        Grant grant = pool.grant(claims.path("event_id").asText())
                .filter(running -> !running.ended())
                .orElseThrow(() -> ServiceException.notAuthorized("Access Token has been revoked"));
        AppClient client = pool.client(grant.clientId()).orElseThrow(Tokens::invalid);
        return new Bearer(pool, user, client, grant);
    }

    /** Whether this is an ID or access token of any pool here, valid or not. */
    boolean isJwt(String token) {
        return payload(token).isPresent();
    }

    private String accessToken(UserPool pool, AppClient client, User user, Grant grant, Instant now, Instant end) {
        ObjectNode claims = Json.object().put("sub", user.sub()).put("iss", issuer(pool)).put("client_id", client.id());
        addOrigin(claims, client, grant);
        claims.put("event_id", grant.eventId())
                .put("token_use", "access")
                .put("scope", "aws.cognito.signin.user.admin")
                .put("auth_time", grant.authenticatedAt().getEpochSecond())
                .put("exp", end.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("jti", secrets.uuid())
                .put("username", user.username());
        return signed(pool.keys().access(), claims);
    }

    private String idToken(UserPool pool, AppClient client, User user, Grant grant, Instant now) {
        ObjectNode claims = Json.object().put("sub", user.sub()).put("iss", issuer(pool))
                .put("cognito:username", user.username());
        addOrigin(claims, client, grant);
        claims.put("aud", client.id())
                .put("event_id", grant.eventId())
                .put("token_use", "id")
                .put("auth_time", grant.authenticatedAt().getEpochSecond())
                .put("exp", now.plus(client.idTokenValidity()).getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("jti", secrets.uuid());
        user.attributes().forEach((name, value) -> {
            if (!client.mayRead(name)) {
                return;
            }
            if (name.equals("address")) {
                claims.putObject("address").put("formatted", value);
            } else if (name.equals("email_verified") || name.equals("phone_number_verified")) {
                claims.put(name, Boolean.parseBoolean(value));
            } else {
                claims.put(name, value);
            }
        });
        return signed(pool.keys().id(), claims);
    }

    private static void addOrigin(ObjectNode claims, AppClient client, Grant grant) {
        if (client.revokesTokens()) {
            claims.put("origin_jti", grant.originJti());
        }
    }

    private static String signed(SigningKey key, ObjectNode claims) {
        String head = part(Json.object().put("kid", key.id()).put("alg", "RS256")) + "." + part(claims);
        return head + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(head));
    }

    private void checkSignature(UserPool pool, String token) {
        int lastDot = token.lastIndexOf('.');
        SigningKey key = pool.keys().access();
        JsonNode header = parsed(token.substring(0, token.indexOf('.'))).orElseThrow(Tokens::invalid);
        if (!header.path("kid").asText().equals(key.id()) || !header.path("alg").asText().equals("RS256")) {
            throw invalid();
        }
        byte[] signature;
        try {
            signature = Base64.getUrlDecoder().decode(token.substring(lastDot + 1));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
        if (!key.verifies(token.substring(0, lastDot), signature)) {
            throw ServiceException.notAuthorized("Could not verify signature for Access Token");
        }
    }

    private Optional<UserPool> issuingPool(ObjectNode claims) {
        String issuer = claims.path("iss").asText();
        return pools.find(issuer.substring(issuer.lastIndexOf('/') + 1)).filter(pool -> issuer(pool).equals(issuer));
    }

    private static Optional<ObjectNode> payload(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length == 3 ? parsed(parts[1]) : Optional.empty();
    }

    private static Optional<ObjectNode> parsed(String part) {
        try {
            return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part)) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String part(ObjectNode json) {
        try {
            byte[] bytes = Json.MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (JacksonException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ServiceException invalid() {
        return ServiceException.notAuthorized("Invalid Access Token");
    }
}
