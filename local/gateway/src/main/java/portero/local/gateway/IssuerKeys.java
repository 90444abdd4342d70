package portero.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys of one issuer, from its key set and nowhere else. */
final class IssuerKeys {
    private static final int LARGEST_SET = 256 * 1024;
    private static final Duration FRESH = Duration.ofHours(2);
    /** Between two fetches, so that tokens with invented key ids cannot make the gateway flood the issuer. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final URI location;
    private final HttpClient http;
    private Map<String, RSAPublicKey> keys = Map.of();
    private boolean fetched;
    private long fetchedAt;

    IssuerKeys(URI endpoint, HttpClient http) {
        this.location = URI.create(endpoint.toString().replaceAll("/$", "") + "/.well-known/jwks.json");
        this.http = http;
    }

    synchronized Optional<RSAPublicKey> find(String id) {
        var age = fetched ? Instances.since(fetchedAt) : FRESH;
        if (age.compareTo(FRESH) >= 0 || (!keys.containsKey(id) && age.compareTo(PAUSE) >= 0)) {
            fetch();
        }
        return Optional.ofNullable(keys.get(id));
    }

    private void fetch() {
        fetched = true;
        fetchedAt = System.nanoTime();
        var request = HttpRequest.newBuilder(location).timeout(Duration.ofSeconds(5)).build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                var body = in.readNBytes(LARGEST_SET + 1);
                if (response.statusCode() == 200 && body.length <= LARGEST_SET) {
                    keys = usable(JWKSet.parse(new String(body, StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException | ParseException | JOSEException e) {
            // The keys known so far stay good: an issuer that is away must not sign everybody out.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, RSAPublicKey> usable(JWKSet set) throws JOSEException {
        var found = new HashMap<String, RSAPublicKey>();
        for (JWK key : set.getKeys()) {
            if (key instanceof RSAKey rsa
                    && rsa.getKeyID() != null
                    && rsa.size() >= 2048
                    && (rsa.getKeyUse() == null || rsa.getKeyUse().equals(KeyUse.SIGNATURE))
                    && (rsa.getAlgorithm() == null || rsa.getAlgorithm().equals(JWSAlgorithm.RS256))) {
                found.put(rsa.getKeyID(), rsa.toRSAPublicKey());
            }
        }
        return Map.copyOf(found);
    }
}
