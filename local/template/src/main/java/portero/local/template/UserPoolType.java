package portero.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Text;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AddCustomAttributesRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UpdateUserPoolRequest;

/** {@code AWS::Cognito::UserPool}, by CreateUserPool and UpdateUserPool. */
final class UserPoolType implements ResourceType {
    static final String TYPE = "AWS::Cognito::UserPool";

    private static final String SCHEMA = "Schema";
    private static final String LOST = "the user pool would be made anew and lose its users";
    private static final Map<String, String> NAMES = Map.of("UserPoolName", "PoolName");
    private static final Map<String, String> REPLACING =
            Map.of("AliasAttributes", LOST, "UsernameAttributes", LOST, "UsernameConfiguration", LOST);
    private static final Set<String> BY_OTHER_CALLS = Set.of(
            "EmailAuthenticationMessage",
            "EmailAuthenticationSubject",
            "EnabledMfas",
            "WebAuthnFactorConfiguration",
            "WebAuthnRelyingPartyID",
            "WebAuthnUserVerification");

    private final Supplier<CognitoIdentityProviderClient> client;
    private final String region;

    UserPoolType(Supplier<CognitoIdentityProviderClient> client, String region) {
        this.client = client;
        this.region = region;
    }

    @Override
    public Set<String> attributes() {
        return Set.of("Arn", "ProviderName", "ProviderURL", "UserPoolId");
    }

    @Override
    public Map<String, String> replacing() {
        return REPLACING;
    }

    @Override
    public Map<String, String> ignored() {
        return Map.of();
    }

    @Override
    public void check(Fields properties, String name) {
        BY_OTHER_CALLS.forEach(other -> {
            if (properties.get(other).isPresent()) {
                throw new TemplateException(properties.at(other), other + " is not supported by the user pools here");
            }
        });
        RequestMapper.fill(CreateUserPoolRequest.builder(), asRequest(properties, name), TYPE);
    }

    @Override
    public String create(Fields properties, String name) {
        var request = RequestMapper.fill(CreateUserPoolRequest.builder(), asRequest(properties, name), TYPE);
        return client.get().createUserPool(request.build()).userPool().id();
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            var pool = client.get().describeUserPool(describe -> describe.userPoolId(id)).userPool();
            var provider = "cognito-idp." + region + ".amazonaws.com/" + id;
            return Optional.of(Attributes.of(
                    id,
                    Map.of(
                            "Arn", pool.arn(),
                            "ProviderName", provider,
                            "ProviderURL", "https://" + provider,
                            "UserPoolId", id)));
        } catch (ResourceNotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        if (changed.contains(SCHEMA)) {
            addAttributes(id, properties, before);
        }
        // UpdateUserPool puts back to its default what it is not given, so it is given everything.
        var request = asRequest(properties, name).without(REPLACING.keySet()).without(Set.of(SCHEMA));
        client.get()
                .updateUserPool(RequestMapper.fill(UpdateUserPoolRequest.builder(), request, TYPE)
                        .userPoolId(id)
                        .build());
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get().deleteUserPool(delete -> delete.userPoolId(id));
    }

    private void addAttributes(String id, Fields properties, Map<String, Object> before) {
        var at = properties.at(SCHEMA);
        var had = before.get(SCHEMA) instanceof List<?> list ? list : List.of();
        var has = properties.get(SCHEMA).map(value -> value.items(SCHEMA)).orElse(List.of());
        var plain = has.stream().map(each -> each.plain(Text::text)).toList();
        if (!plain.containsAll(had)) {
            throw new TemplateException(
                    at, "attributes of a user pool can be added only, not changed or removed; --fresh starts over");
        }
        var added = has.stream()
                .filter(each -> !had.contains(each.plain(Text::text)))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        var request = Fields.empty(at).with("CustomAttributes", new Items(added, at));
        client.get()
                .addCustomAttributes(RequestMapper.fill(AddCustomAttributesRequest.builder(), request, TYPE)
                        .userPoolId(id)
                        .build());
    }

    private static Fields asRequest(Fields properties, String name) {
        var request = RequestMapper.rename(properties, NAMES, TYPE);
        return request.get("PoolName").isPresent() ? request : request.with("PoolName", Text.of(name, properties.at()));
    }
}
