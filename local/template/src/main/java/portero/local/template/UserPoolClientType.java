package portero.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Text;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UpdateUserPoolClientRequest;

/** {@code AWS::Cognito::UserPoolClient}, by CreateUserPoolClient and UpdateUserPoolClient. */
final class UserPoolClientType implements ResourceType {
    static final String TYPE = "AWS::Cognito::UserPoolClient";

    private static final String POOL = "UserPoolId";
    private static final String LOST = "the client would get another id and secret, and everybody would be signed out";

    private final Supplier<CognitoIdentityProviderClient> client;

    UserPoolClientType(Supplier<CognitoIdentityProviderClient> client) {
        this.client = client;
    }

    @Override
    public Set<String> attributes() {
        return Set.of("ClientId", "ClientSecret", "Name");
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of("GenerateSecret", LOST, POOL, LOST);
    }

    @Override
    public Map<String, String> ignored() {
        return Map.of();
    }

    @Override
    public void check(Fields properties, String name) {
        properties.required(POOL, TYPE);
        RequestMapper.fill(CreateUserPoolClientRequest.builder(), asRequest(properties, name), TYPE);
    }

    @Override
    public String create(Fields properties, String name) {
        var request = RequestMapper.fill(CreateUserPoolClientRequest.builder(), asRequest(properties, name), TYPE);
        return client.get().createUserPoolClient(request.build()).userPoolClient().clientId();
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            var found = client.get()
                    .describeUserPoolClient(describe -> describe.userPoolId(String.valueOf(properties.get(POOL)))
                            .clientId(id))
                    .userPoolClient();
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("ClientId", id);
            attributes.put("Name", found.clientName());
            if (found.clientSecret() != null) {
                attributes.put("ClientSecret", found.clientSecret());
            }
            return Optional.of(Attributes.of(id, attributes));
        } catch (ResourceNotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        var request = asRequest(properties, name).without(Set.of("GenerateSecret"));
        client.get()
                .updateUserPoolClient(RequestMapper.fill(UpdateUserPoolClientRequest.builder(), request, TYPE)
                        .clientId(id)
                        .build());
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get()
                .deleteUserPoolClient(
                        delete -> delete.userPoolId(String.valueOf(properties.get(POOL))).clientId(id));
    }

    private static Fields asRequest(Fields properties, String name) {
        return properties.get("ClientName").isPresent()
                ? properties
                : properties.with("ClientName", Text.of(name, properties.at()));
    }
}
