package portero.local.demo;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import portero.adapters.cognito.UserPool;
import portero.adapters.dynamodb.Table;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Seeds the demo data for a caller in another class loader, which shares only the JDK's types with it.
 *
 * <p>Takes {@code table}, {@code userPoolId}, {@code clientId} and {@code now}, an ISO-8601 instant; endpoints, region and
 * credentials are the SDK's system properties. Gives the logins as a JSON array, or nothing if the data was there already.
 */
public final class DemoPart implements Function<Map<String, String>, String> {
    @Override
    public String apply(Map<String, String> settings) {
        try (var tables = DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                var pools = CognitoIdentityProviderClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            var logins = new Seeding(
                            DemoData.load(),
                            new Table(tables, setting(settings, "table")),
                            new UserPool(pools, setting(settings, "userPoolId"), setting(settings, "clientId")),
                            InstantSource.fixed(Instant.parse(setting(settings, "now"))),
                            new SecureRandom())
                    .run();
            return logins.isEmpty() ? "" : DemoLogin.json(logins);
        }
    }

    private static String setting(Map<String, String> settings, String name) {
        var value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The demo data needs the setting " + name);
        }
        return value;
    }
}
