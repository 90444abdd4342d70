package portero.adapters.cognito;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import portero.domain.Unavailable;
import portero.domain.accounts.Login;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;

/** One user pool and its confidential client; whatever passes by itself ends in {@link Unavailable}. */
public final class UserPool {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final CognitoIdentityProviderClient client;
    private final String id;
    private final String clientId;
    private volatile @Nullable String clientSecret;

    public UserPool(CognitoIdentityProviderClient client, String id, String clientId) {
        this.client = client;
        this.id = id;
        this.clientId = clientId;
    }

    CognitoIdentityProviderClient client() {
        return client;
    }

    String id() {
        return id;
    }

    String clientId() {
        return clientId;
    }

    /** The client's secret, asked of the service once: it stands in no template and no environment variable. */
    String clientSecret() {
        var known = clientSecret;
        if (known == null) {
            known = asking(() -> client.describeUserPoolClient(describe -> describe.userPoolId(id).clientId(clientId)))
                    .userPoolClient()
                    .clientSecret();
            clientSecret = known;
        }
        return known;
    }

    /** In small letters, as a pool that ignores case keeps names: a hash over another spelling is refused on refresh. */
    static String userName(Login login) {
        return login.value().toLowerCase(Locale.ROOT);
    }

    /** SECRET_HASH: HMAC-SHA256 of user name and client id under the client's secret, in Base64. */
    String secretHash(Login login) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(userName(login).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(clientId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (TooManyRequestsException busy) {
            throw new Unavailable("cognito", WAIT, busy);
        } catch (CognitoIdentityProviderException refused) {
            if (refused.isThrottlingException() || refused.statusCode() >= 500) {
                throw new Unavailable("cognito", WAIT, refused);
            }
            throw refused;
        } catch (SdkClientException unreachable) {
            throw new Unavailable("cognito", WAIT, unreachable);
        }
    }
}
