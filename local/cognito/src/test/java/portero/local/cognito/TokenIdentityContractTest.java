package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.attr;
import static portero.local.cognito.TestPool.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Tokens: their claims, lifetimes, keys and refresh. */
class TokenIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool(_ -> {}, request -> request.accessTokenValidity(15)
                .idTokenValidity(20)
                .refreshTokenValidity(12)
                .tokenValidityUnits(units -> units.accessToken("minutes").idToken("minutes").refreshToken("hours")));
    }

    private String issuer() {
        String region = pool.id().substring(0, pool.id().indexOf('_'));
        return "https://cognito-idp." + region + ".amazonaws.com/" + pool.id();
    }

    @Test
    @Source(Docs.ACCESS_TOKEN)
    void accessToken_shouldCarryItsClaims() {
        String username = pool.confirmed(attr("email", "c@school.pe"));

        JsonNode claims = claims(pool.tokens(username).accessToken());

        assertThat(claims.path("sub").asText()).isEqualTo(pool.attribute(username, "sub"));
        assertThat(claims.path("iss").asText()).isEqualTo(issuer());
        assertThat(claims.path("client_id").asText()).isEqualTo(pool.clientId());
        assertThat(claims.path("token_use").asText()).isEqualTo("access");
        assertThat(claims.path("scope").asText()).isEqualTo("aws.cognito.signin.user.admin");
        assertThat(claims.path("username").asText()).isEqualTo(username);
        assertThat(claims.path("origin_jti").asText()).isNotBlank();
        assertThat(claims.path("event_id").asText()).isNotBlank();
        assertThat(claims.path("jti").asText()).isNotBlank();
        assertThat(claims.path("auth_time").asLong()).isEqualTo(claims.path("iat").asLong());
        assertThat(claims.has("aud")).isFalse();
        assertThat(claims.has("email")).isFalse();
    }

    @Test
    @Source(Docs.ID_TOKEN)
    void idToken_shouldCarryItsClaims() {
        String username = pool.confirmed(
                attr("email", "c@school.pe"), attr("email_verified", "true"), attr("given_name", "Ana"));

        JsonNode claims = claims(pool.tokens(username).idToken());

        assertThat(claims.path("sub").asText()).isEqualTo(pool.attribute(username, "sub"));
        assertThat(claims.path("iss").asText()).isEqualTo(issuer());
        assertThat(claims.path("aud").asText()).isEqualTo(pool.clientId());
        assertThat(claims.path("token_use").asText()).isEqualTo("id");
        assertThat(claims.path("cognito:username").asText()).isEqualTo(username);
        assertThat(claims.path("email").asText()).isEqualTo("c@school.pe");
        assertThat(claims.path("email_verified").isBoolean()).isTrue();
        assertThat(claims.path("given_name").asText()).isEqualTo("Ana");
        assertThat(claims.has("client_id")).isFalse();
        assertThat(claims.has("scope")).isFalse();
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void idToken_shouldCarryOnlyWhatTheClientMayRead() {
        TestPool modest = pool.withClient(request -> request.readAttributes("email"));
        String username = pool.confirmed(attr("email", "c@school.pe"), attr("given_name", "Ana"));

        JsonNode claims = claims(modest.tokens(username).idToken());

        assertThat(claims.has("email")).isTrue();
        assertThat(claims.has("given_name")).isFalse();
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void tokens_shouldLiveAsLongAsTheClientSays() {
        AuthenticationResultType tokens = pool.tokens(pool.confirmed());
        JsonNode access = claims(tokens.accessToken());
        JsonNode id = claims(tokens.idToken());

        assertThat(tokens.expiresIn()).isEqualTo(900);
        assertThat(access.path("exp").asLong() - access.path("iat").asLong()).isEqualTo(900);
        assertThat(id.path("exp").asLong() - id.path("iat").asLong()).isEqualTo(1200);
    }

    @Test
    @Source(Docs.VERIFYING_TOKENS)
    void tokens_shouldBeSignedByTwoKeysOfThePool() throws Exception {
        AuthenticationResultType tokens = pool.tokens(pool.confirmed());
        JsonNode keys = publishedKeys(pool.id());

        assertThat(keys).hasSize(2);
        assertThat(TestPool.header(tokens.idToken()).path("kid")).isEqualTo(keys.get(0).path("kid"));
        assertThat(TestPool.header(tokens.accessToken()).path("kid")).isEqualTo(keys.get(1).path("kid"));
        assertThat(isSigned(tokens.idToken(), keys.get(0))).isTrue();
        assertThat(isSigned(tokens.accessToken(), keys.get(1))).isTrue();
        assertThat(isSigned(tokens.accessToken(), keys.get(0))).isFalse();
    }

    @Test
    @Source(Docs.VERIFYING_TOKENS)
    void keys_shouldBeThePoolsOwn() throws Exception {
        TestPool other = pool();

        assertThat(publishedKeys(pool.id()).get(0).path("n")).isNotEqualTo(publishedKeys(other.id()).get(0).path("n"));
    }

    @Test
    @Source(Docs.VERIFYING_TOKENS)
    void openIdConfiguration_shouldNameIssuerAndKeys() throws Exception {
        JsonNode configuration = published(pool.id(), "openid-configuration");

        assertThat(configuration.path("issuer").asText()).isEqualTo(issuer());
        assertThat(configuration.path("jwks_uri").asText()).endsWith(pool.id() + "/.well-known/jwks.json");
    }

    @Test
    @Source(Docs.REVOCATION)
    void originJti_shouldBeMissing_whereRevocationIsOff() {
        TestPool plain = pool.withClient(request -> request.enableTokenRevocation(false));

        AuthenticationResultType tokens = plain.tokens(pool.confirmed());

        assertThat(claims(tokens.accessToken()).has("origin_jti")).isFalse();
        assertThat(claims(tokens.idToken()).has("origin_jti")).isFalse();
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldAnswerNewTokens_butNoNewRefreshToken() {
        String username = pool.confirmed();
        AuthenticationResultType first = pool.tokens(username);

        AuthenticationResultType second = pool.refresh(username, first.refreshToken());

        assertThat(second.refreshToken()).isNull();
        assertThat(second.expiresIn()).isEqualTo(900);
        assertThat(claims(second.accessToken()).path("jti")).isNotEqualTo(claims(first.accessToken()).path("jti"));
        assertThat(cognito.getUser(request -> request.accessToken(second.accessToken())).username())
                .isEqualTo(username);
    }

    @Test
    @Source(Docs.REVOCATION)
    void refresh_shouldKeepOriginAndAuthenticationTime() {
        String username = pool.confirmed();
        AuthenticationResultType first = pool.tokens(username);
        service.passes(Duration.ofMinutes(30));

        JsonNode before = claims(first.accessToken());
        JsonNode after = claims(pool.refresh(username, first.refreshToken()).accessToken());

        assertThat(after.path("origin_jti")).isEqualTo(before.path("origin_jti"));
        assertThat(after.path("auth_time")).isEqualTo(before.path("auth_time"));
        assertThat(after.path("iat").asLong()).isEqualTo(before.path("iat").asLong() + 1800);
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldShowChangedAttributes() {
        String username = pool.confirmed(attr("given_name", "Ana"));
        String refreshToken = pool.tokens(username).refreshToken();

        pool.update(username, attr("given_name", "Rosa"));

        assertThat(claims(pool.refresh(username, refreshToken).idToken()).path("given_name").asText())
                .isEqualTo("Rosa");
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldBeRefused_onceExpired() {
        String username = pool.confirmed();
        String refreshToken = pool.tokens(username).refreshToken();
        service.passes(Duration.ofHours(12).minusSeconds(1));
        assertThatCode(() -> pool.refresh(username, refreshToken)).doesNotThrowAnyException();

        service.passes(Duration.ofSeconds(1));

        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, refreshToken))
                .hasMessageContaining("expired");
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void refresh_shouldBeRefused_whenSecretHashIsMissingOrWrong() {
        String username = pool.confirmed();
        String refreshToken = pool.tokens(username).refreshToken();

        assertRefused(NotAuthorizedException.class, () ->
                pool.initiate("REFRESH_TOKEN_AUTH", Map.of("REFRESH_TOKEN", refreshToken)));
        assertRefused(NotAuthorizedException.class, () -> pool.refresh("other", refreshToken));
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldBeRefused_whenTheTokenIsMadeUpOrMissing() {
        String username = pool.confirmed();

        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, "a".repeat(256)));
        assertRefused(InvalidParameterException.class, () ->
                pool.initiate("REFRESH_TOKEN_AUTH", pool.signed(username, Map.of())));
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldBeRefused_forAccessAndIdTokens() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, tokens.accessToken()));
        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, tokens.idToken()));
    }

    @Test
    @Source(Docs.REFRESH_TOKEN)
    void refresh_shouldBeRefused_forAnotherClient() {
        TestPool otherClient = pool.withClient(_ -> {});
        String username = pool.confirmed();
        String refreshToken = pool.tokens(username).refreshToken();

        assertRefused(NotAuthorizedException.class, () -> otherClient.refresh(username, refreshToken));
    }

    @Test
    @Source(Docs.AUTHENTICATION_FLOWS)
    void refresh_shouldBeRefused_whenTheClientDoesNotAllowIt() {
        TestPool noRefresh = pool.withClient(request ->
                request.explicitAuthFlowsWithStrings("ALLOW_ADMIN_USER_PASSWORD_AUTH"));
        String username = pool.confirmed();
        String refreshToken = noRefresh.tokens(username).refreshToken();

        assertRefused(InvalidParameterException.class, () -> noRefresh.refresh(username, refreshToken));
    }

    @Test
    @Source(Docs.INITIATE_AUTH)
    void refresh_shouldWorkWithoutSignatureToo() {
        String username = pool.confirmed();
        String refreshToken = pool.tokens(username).refreshToken();

        AuthenticationResultType tokens = cognito.initiateAuth(request -> request.clientId(pool.clientId())
                        .authFlow("REFRESH_TOKEN_AUTH")
                        .authParameters(pool.signed(username, Map.of("REFRESH_TOKEN", refreshToken))))
                .authenticationResult();

        assertThat(tokens.accessToken()).isNotBlank();
    }

    @Test
    @Source(Docs.GET_USER)
    void getUser_shouldAnswerTheBearer() {
        String username = pool.confirmed(attr("given_name", "Ana"));
        String accessToken = pool.tokens(username).accessToken();

        GetUserResponse user = cognito.getUser(request -> request.accessToken(accessToken));

        assertThat(user.username()).isEqualTo(username);
        assertThat(user.userAttributes()).contains(attr("given_name", "Ana"));
    }

    @Test
    @Source(Docs.GET_USER)
    void getUser_shouldRefuse_onceTheTokenExpired() {
        String accessToken = pool.tokens(pool.confirmed()).accessToken();
        service.passes(Duration.ofMinutes(15).minusSeconds(1));
        assertThatCode(() -> cognito.getUser(request -> request.accessToken(accessToken))).doesNotThrowAnyException();

        service.passes(Duration.ofSeconds(1));

        assertRefused(NotAuthorizedException.class, () -> cognito.getUser(request -> request.accessToken(accessToken)))
                .hasMessageContaining("Access Token has expired");
    }

    @Test
    @Source(Docs.GET_USER)
    void getUser_shouldRefuse_whatIsNotAnAccessToken() {
        AuthenticationResultType tokens = pool.tokens(pool.confirmed());

        for (String token : List.of(tokens.idToken(), tokens.refreshToken(), "a.b.c", "nothing")) {
            assertRefused(NotAuthorizedException.class, () -> cognito.getUser(request -> request.accessToken(token)));
        }
    }

    @Test
    @Source(Docs.VERIFYING_TOKENS)
    void getUser_shouldRefuse_whenTheClaimsWereChanged() {
        String[] mine = pool.tokens(pool.confirmed()).accessToken().split("\\.");
        String[] others = pool.tokens(pool.confirmed()).accessToken().split("\\.");

        assertRefused(NotAuthorizedException.class, () -> cognito.getUser(request ->
                request.accessToken(mine[0] + "." + others[1] + "." + mine[2])));
    }

    @Test
    @Source(Docs.VERIFYING_TOKENS)
    void getUser_shouldRefuse_whenTheTokenSaysItNeedsNoSignature() {
        String[] parts = pool.tokens(pool.confirmed()).accessToken().split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        assertRefused(NotAuthorizedException.class, () ->
                cognito.getUser(request -> request.accessToken(none + "." + parts[1] + ".")));
        assertRefused(NotAuthorizedException.class, () -> cognito.getUser(request ->
                request.accessToken(none + "." + parts[1] + "." + parts[2])));
    }

    @Test
    @Source(Docs.UPDATE_USER_ATTRIBUTES)
    void updateUserAttributes_shouldChangeOnlyWhatTheClientMayWrite() {
        TestPool modest = pool.withClient(request -> request.writeAttributes("nickname"));
        String username = pool.confirmed(attr("given_name", "Ana"));
        String accessToken = modest.tokens(username).accessToken();

        cognito.updateUserAttributes(request -> request.accessToken(accessToken).userAttributes(attr("nickname", "A")));

        assertThat(pool.attribute(username, "nickname")).isEqualTo("A");
        assertRefused(NotAuthorizedException.class, () -> cognito.updateUserAttributes(request ->
                request.accessToken(accessToken).userAttributes(attr("given_name", "Rosa"))));
    }

    @Test
    @Source(Docs.UPDATE_USER_ATTRIBUTES)
    void updateUserAttributes_shouldRefuse_whenUsersVerifyTheirOwnAddress() {
        String username = pool.confirmed(attr("email", "c@school.pe"));
        String accessToken = pool.tokens(username).accessToken();

        assertRefused(NotAuthorizedException.class, () -> cognito.updateUserAttributes(request ->
                request.accessToken(accessToken).userAttributes(attr("email_verified", "true"))));
    }

    @Test
    @Source(Docs.DELETE_USER)
    void deleteUser_shouldRemoveTheBearer() {
        String username = pool.confirmed();
        String accessToken = pool.tokens(username).accessToken();

        cognito.deleteUser(request -> request.accessToken(accessToken));

        assertRefused(UserNotFoundException.class, () -> pool.get(username));
    }

    private JsonNode publishedKeys(String poolId) throws Exception {
        return published(poolId, "jwks.json").path("keys");
    }

    private JsonNode published(String poolId, String document) throws Exception {
        String base = System.getenv(IdentityService.REGION_VARIABLE) == null
                ? service.emulator().endpoint() + "/" + poolId
                : issuer().replace(pool.id(), poolId);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(
                            HttpRequest.newBuilder(URI.create(base + "/.well-known/" + document)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return new ObjectMapper().readTree(body);
        }
    }

    private static boolean isSigned(String token, JsonNode key) throws Exception {
        var spec = new RSAPublicKeySpec(number(key.path("n")), number(key.path("e")));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
    }
}
