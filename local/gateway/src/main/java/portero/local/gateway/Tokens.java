package portero.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import portero.local.template.HttpApi.JwtAuthorizer;

/** Judges the tokens for one authorizer as API Gateway does, with RS256 as the only algorithm. */
final class Tokens {
    // Decoders skip what is not of their alphabet: a token that was tampered with must not pass for its original.
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final JwtAuthorizer authorizer;
    private final IssuerKeys keys;
    private final InstantSource clock;

    Tokens(JwtAuthorizer authorizer, IssuerKeys keys, InstantSource clock) {
        this.authorizer = authorizer;
        this.keys = keys;
        this.clock = clock;
    }

    /** A token that holds. */
    record Accepted(Map<String, String> claims, List<String> scopes) {}

    Optional<Accepted> judge(String token) {
        if (!COMPACT.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm()) || header.getKeyID() == null) {
                return Optional.empty();
            }
            var key = keys.find(header.getKeyID());
            if (key.isEmpty() || !jwt.verify(new RSASSAVerifier(key.get()))) {
                return Optional.empty();
            }
            var claims = jwt.getJWTClaimsSet();
            return holds(claims)
                    ? Optional.of(new Accepted(asStrings(jwt.getPayload().toJSONObject()), scopes(claims)))
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean holds(JWTClaimsSet claims) throws ParseException {
        var now = Date.from(clock.instant());
        var expires = claims.getExpirationTime();
        var notBefore = claims.getNotBeforeTime();
        var issued = claims.getIssueTime();
        return authorizer.issuer().equals(claims.getIssuer())
                && isForUs(claims)
                && expires != null
                && expires.after(now)
                && (notBefore == null || !notBefore.after(now))
                && (issued == null || !issued.after(now));
    }

    /** The client's id counts only in a token without an audience, such as Cognito's access tokens. */
    private boolean isForUs(JWTClaimsSet claims) throws ParseException {
        var named = claims.getClaim("aud") == null
                ? Optional.ofNullable(claims.getStringClaim("client_id")).stream().toList()
                : claims.getAudience();
        return named.stream().anyMatch(authorizer.audience()::contains);
    }

    private static List<String> scopes(JWTClaimsSet claims) {
        var scopes = new ArrayList<String>();
        for (var name : List.of("scope", "scp")) {
            switch (claims.getClaim(name)) {
                case String text -> scopes.addAll(List.of(text.split(" ")));
                case Collection<?> several -> several.forEach(scope -> scopes.add(String.valueOf(scope)));
                case null, default -> {}
            }
        }
        return List.copyOf(scopes);
    }

    private static Map<String, String> asStrings(Map<String, Object> claims) {
        var strings = new TreeMap<String, String>();
        claims.forEach((name, value) -> strings.put(name, asString(value)));
        return strings;
    }

    private static String asString(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(Tokens::asString).collect(Collectors.joining(" ", "[", "]"))
                : String.valueOf(value);
    }
}
