package portero.adapters.cognito;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import portero.domain.accounts.Identities;
import portero.domain.signin.Authentication;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Makes what the domain asks of the user pool; region and credentials come from the function's surroundings. */
@Factory
final class CognitoFactory {
    @Singleton
    UserPool pool(
            @Property(name = "portero.user-pool-id") String id, @Property(name = "portero.client-id") String clientId) {
        return new UserPool(
                CognitoIdentityProviderClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                id,
                clientId);
    }

    @Singleton
    Identities identities(UserPool pool) {
        return new CognitoIdentities(pool);
    }

    @Singleton
    Authentication authentication(UserPool pool) {
        return new CognitoAuthentication(pool);
    }
}
