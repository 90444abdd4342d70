package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tokens through the whole gateway: each refusal is the very same answer, whatever the fault. */
final class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private Issuer issuer;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        issuer = new Issuer();
        var application = new EchoApplication(folder)
                .function("EchoFunction", "EchoFunction")
                .function("RawFunction", "RawFunction")
                .route("GET", "/raw", "RawFunction", Optional.of("AccessToken"), List.of(), Optional.empty())
                .route("GET", "/mine", "EchoFunction", Optional.of("AccessToken"), List.of(), Optional.empty())
                .route("GET", "/scoped", "EchoFunction", Optional.of("AccessToken"), List.of("write", "x"),
                        Optional.empty())
                .route("GET", "/other", "EchoFunction", Optional.of("AccessToken"), List.of("admin"),
                        Optional.empty())
                .build();
        served = new Served(application, folder, false, settings -> settings
                .withClock(time::get)
                .withIssuerEndpoint(uri -> uri.equals(URI.create(EchoApplication.ISSUER)) ? issuer.endpoint() : uri));
    }

    @AfterEach
    void close() {
        served.close();
        issuer.close();
    }

    @Test
    void aGoodTokenIsLetInAndItsClaimsArriveAsStrings() throws Exception {
        var token = issuer.token(Issuer.claims(NOW)
                .claim("cognito:groups", List.of("a", "b"))
                .claim("email_verified", true)
                .build());

        var jwt = Served.json(get("/raw", "Bearer " + token)).at("/requestContext/authorizer/jwt");

        assertThat(jwt.at("/claims/sub").asText()).isEqualTo("somebody");
        assertThat(jwt.at("/claims/exp").isTextual()).isTrue();
        assertThat(jwt.at("/claims/exp").asText()).isEqualTo(Long.toString(NOW.getEpochSecond() + 900));
        assertThat(jwt.at("/claims/cognito:groups").asText()).isEqualTo("[a b]");
        assertThat(jwt.at("/claims/email_verified").asText()).isEqualTo("true");
        assertThat(jwt.get("scopes").isNull()).isTrue();
    }

    @Test
    void theWordBearerMayBeLeftOutAndAnAudienceCountsLikeAClient() throws Exception {
        var token = issuer.token(Issuer.claims(NOW)
                .claim("client_id", null)
                .audience(List.of("another", EchoApplication.CLIENT))
                .build());

        assertThat(get("/mine", token).statusCode()).isEqualTo(200);
    }

    @Test
    void aRouteWithScopesWantsOneOfThem() throws Exception {
        var token = "Bearer " + issuer.token(Issuer.claims(NOW).build());

        var scoped = get("/scoped", token);
        var other = get("/other", token);

        assertThat(Served.json(scoped).at("/event/requestContext/authorizer/jwt/scopes").toString())
                .isEqualTo("[\"write\"]");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void aTokenEndsWhenTheClockSaysSo() throws Exception {
        var token = issuer.token(Issuer.claims(NOW).build());

        time.set(NOW.plusSeconds(899));
        int before = get("/mine", token).statusCode();
        time.set(NOW.plusSeconds(900));
        int after = get("/mine", token).statusCode();

        assertThat(before).isEqualTo(200);
        assertThat(after).isEqualTo(401);
    }

    @Test
    void aNewKeyIsFoundAndTheOldOneForgotten() throws Exception {
        var old = issuer.token(Issuer.claims(NOW).build());
        assertThat(get("/mine", old).statusCode()).isEqualTo(200);
        issuer.replaceKey(Issuer.newKey("second"));
        Thread.sleep(1_100);

        assertThat(get("/mine", issuer.token(Issuer.claims(NOW).build())).statusCode()).isEqualTo(200);
        assertThat(get("/mine", old).statusCode()).isEqualTo(401);
    }

    @Test
    void inventedKeyIdsDoNotFloodTheIssuer() throws Exception {
        for (int i = 0; i < 50; i++) {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("invented-" + i).build();
            get("/mine", Issuer.token(header, Issuer.claims(NOW).build(), issuer.key()));
        }

        assertThat(issuer.asked.get()).isLessThan(10);
    }

    @TestFactory
    Stream<DynamicTest> everyOtherTokenGetsTheSameAnswer() throws Exception {
        var good = Issuer.claims(NOW).build();
        var key = issuer.key();
        var stranger = Issuer.newKey(key.getKeyID());
        var refused = new LinkedHashMap<String, String>();
        refused.put("no token", "");
        refused.put("garbage", "Bearer garbage");
        refused.put("three garbled parts", "Bearer a.b.c");
        refused.put("unsigned", "Bearer " + new PlainJWT(good).serialize());
        refused.put("unsigned with a key id", "Bearer " + handmade("{\"alg\":\"none\",\"kid\":\"first\"}", good, ""));
        refused.put("HS256 with the public key as secret", "Bearer " + hmac(good, key));
        refused.put("RS384", "Bearer " + Issuer.token(header(JWSAlgorithm.RS384, key).build(), good, key));
        refused.put("PS256", "Bearer " + Issuer.token(header(JWSAlgorithm.PS256, key).build(), good, key));
        refused.put("a key set by URL", "Bearer " + Issuer.token(
                header(JWSAlgorithm.RS256, key).jwkURL(issuer.endpoint()).build(), good, stranger));
        refused.put("a key of its own", "Bearer " + Issuer.token(
                header(JWSAlgorithm.RS256, key).jwk(stranger.toPublicJWK()).build(), good, stranger));
        refused.put("a certificate by URL", "Bearer " + Issuer.token(
                header(JWSAlgorithm.RS256, key).x509CertURL(issuer.endpoint()).build(), good, stranger));
        refused.put("another key", "Bearer " + Issuer.token(header(JWSAlgorithm.RS256, key).build(), good, stranger));
        refused.put("an unknown key id", "Bearer " + Issuer.token(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), good, key));
        refused.put("no key id", "Bearer " + Issuer.token(new JWSHeader(JWSAlgorithm.RS256), good, key));
        refused.put("an extension nobody understands", "Bearer " + Issuer.token(
                header(JWSAlgorithm.RS256, key).criticalParams(Set.of("x")).customParam("x", 1).build(),
                good, key));
        refused.put("another issuer", "Bearer " + issuer.token(change("iss", EchoApplication.ISSUER + "/")));
        refused.put("no issuer", "Bearer " + issuer.token(change("iss", null)));
        refused.put("another audience, though the client fits", "Bearer " + issuer.token(change("aud", "another")));
        refused.put("another client", "Bearer " + issuer.token(change("client_id", "another")));
        refused.put("no client", "Bearer " + issuer.token(change("client_id", null)));
        refused.put("expired", "Bearer " + issuer.token(change("exp", Date.from(NOW))));
        refused.put("no expiry", "Bearer " + issuer.token(change("exp", null)));
        refused.put("an expiry that is no time", "Bearer " + issuer.token(change("exp", "never")));
        refused.put("not yet valid", "Bearer " + issuer.token(change("nbf", Date.from(NOW.plusSeconds(1)))));
        refused.put("issued tomorrow", "Bearer " + issuer.token(change("iat", Date.from(NOW.plusSeconds(86_400)))));
        var token = issuer.token(good);
        refused.put("a changed claim", "Bearer " + changedClaims(token, Issuer.claims(NOW).subject("else").build()));
        refused.put("a cut signature", "Bearer " + token.substring(0, token.length() - 8));
        refused.put("characters outside the alphabet", "Bearer " + token + "*");
        refused.put("another scheme", "Basic " + token);
        assertThat(get("/mine", "Bearer " + token).statusCode()).isEqualTo(200);
        var expected = answer(get("/mine", null));

        return refused.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            var answer = get("/mine", entry.getValue());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(answer(answer)).isEqualTo(expected);
        }));
    }

    @Test
    void twoTokensAreNone() throws Exception {
        var token = "Bearer " + issuer.token(Issuer.claims(NOW).build());

        var answer = served.send(served.request("/mine")
                .header("Authorization", token)
                .header("Authorization", token));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    }

    @Test
    void anIssuerThatIsAwayLetsNobodyIn() throws Exception {
        var token = issuer.token(Issuer.claims(NOW).build());
        issuer.close();

        assertThat(get("/mine", token).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        var request = served.request(path);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return served.send(request);
    }

    /** All of an answer but what differs from call to call. */
    private static Map<String, List<String>> answer(HttpResponse<String> response) {
        var all = new LinkedHashMap<>(response.headers().map());
        all.keySet().removeAll(List.of("date", "apigw-requestid"));
        all.put(":status", List.of(Integer.toString(response.statusCode())));
        all.put(":body", List.of(response.body()));
        return all;
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, RSAKey key) {
        return new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
    }

    private static JWTClaimsSet change(String name, Object value) {
        return Issuer.claims(NOW).claim(name, value).build();
    }

    private static String hmac(JWTClaimsSet claims, RSAKey key) throws Exception {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return jwt.serialize();
    }

    private static String handmade(String header, JWTClaimsSet claims, String signature) {
        return base64(header) + "." + base64(claims.toString()) + "." + signature;
    }

    private static String changedClaims(String token, JWTClaimsSet claims) {
        var parts = Arrays.asList(token.split("\\."));
        return parts.get(0) + "." + base64(claims.toString()) + "." + parts.get(2);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
