package portero.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** A pool and a client of it, with the calls that most cases begin with. */
record TestPool(CognitoIdentityProviderClient cognito, String id, String clientId, @Nullable String secret) {
    static final String TEMPORARY = "temporary1";
    static final String PERMANENT = "permanent1";

    /** The client has a secret and allows administrators' sign-in and refresh, unless told otherwise. */
    static TestPool of(CognitoIdentityProviderClient cognito, String poolId,
            Consumer<CreateUserPoolClientRequest.Builder> settings) {
        UserPoolClientType client = cognito.createUserPoolClient(request -> settings.accept(request
                        .userPoolId(poolId)
                        .clientName("contract")
                        .generateSecret(true)
                        .preventUserExistenceErrors("ENABLED")
                        .explicitAuthFlowsWithStrings("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")))
                .userPoolClient();
        return new TestPool(cognito, poolId, client.clientId(), client.clientSecret());
    }

    /** Another client of the same pool. */
    TestPool withClient(Consumer<CreateUserPoolClientRequest.Builder> settings) {
        return of(cognito, id, settings);
    }

    /** A user who must change {@link #TEMPORARY}. */
    UserType create(String username, AttributeType... attributes) {
        return cognito.adminCreateUser(request -> request.userPoolId(id)
                        .username(username)
                        .temporaryPassword(TEMPORARY)
                        .messageAction("SUPPRESS")
                        .userAttributes(attributes))
                .user();
    }

    /** The name of a new user whose password is {@link #PERMANENT}. */
    String confirmed(AttributeType... attributes) {
        String username = IdentityContract.freshName();
        create(username, attributes);
        setPassword(username, PERMANENT, true);
        return username;
    }

    /** The name of a new user who must change {@link #TEMPORARY}. */
    String temporary(AttributeType... attributes) {
        String username = IdentityContract.freshName();
        create(username, attributes);
        return username;
    }

    void setPassword(String username, String password, boolean permanent) {
        cognito.adminSetUserPassword(request ->
                request.userPoolId(id).username(username).password(password).permanent(permanent));
    }

    AdminGetUserResponse get(String username) {
        return cognito.adminGetUser(request -> request.userPoolId(id).username(username));
    }

    @Nullable String attribute(String username, String name) {
        return get(username).userAttributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(AttributeType::value)
                .findFirst()
                .orElse(null);
    }

    void update(String username, AttributeType... attributes) {
        cognito.adminUpdateUserAttributes(request ->
                request.userPoolId(id).username(username).userAttributes(attributes));
    }

    void disable(String username) {
        cognito.adminDisableUser(request -> request.userPoolId(id).username(username));
    }

    void enable(String username) {
        cognito.adminEnableUser(request -> request.userPoolId(id).username(username));
    }

    void delete(String username) {
        cognito.adminDeleteUser(request -> request.userPoolId(id).username(username));
    }

    AdminInitiateAuthResponse initiate(String flow, Map<String, String> parameters) {
        return cognito.adminInitiateAuth(request ->
                request.userPoolId(id).clientId(clientId).authFlow(flow).authParameters(parameters));
    }

    AdminInitiateAuthResponse signIn(String username, String password) {
        return initiate("ADMIN_USER_PASSWORD_AUTH",
                signed(username, Map.of("USERNAME", username, "PASSWORD", password)));
    }

    AuthenticationResultType tokens(String username) {
        return signIn(username, PERMANENT).authenticationResult();
    }

    /** The session of a fresh challenge. */
    String session(String username) {
        return signIn(username, TEMPORARY).session();
    }

    AdminRespondToAuthChallengeResponse answer(String session, String username, String newPassword) {
        return answer(session, username, Map.of("USERNAME", username, "NEW_PASSWORD", newPassword));
    }

    AdminRespondToAuthChallengeResponse answer(String session, String username, Map<String, String> responses) {
        return cognito.adminRespondToAuthChallenge(request -> request.userPoolId(id)
                .clientId(clientId)
                .challengeName("NEW_PASSWORD_REQUIRED")
                .session(session)
                .challengeResponses(signed(username, responses)));
    }

    AuthenticationResultType refresh(String username, String refreshToken) {
        return initiate("REFRESH_TOKEN_AUTH", signed(username, Map.of("REFRESH_TOKEN", refreshToken)))
                .authenticationResult();
    }

    void revoke(String refreshToken) {
        cognito.revokeToken(request -> request.clientId(clientId).clientSecret(secret).token(refreshToken));
    }

    /** The parameters and, where the client has a secret, its proof. */
    Map<String, String> signed(String username, Map<String, String> parameters) {
        var signed = new HashMap<>(parameters);
        if (secret != null) {
            signed.put("SECRET_HASH", secretHash(username));
        }
        return signed;
    }

    /** Computed as the documentation says, apart from the code under test. */
    String secretHash(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(String.valueOf(secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal((username + clientId).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static AttributeType attr(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    static JsonNode claims(String token) {
        return part(token, 1);
    }

    static JsonNode header(String token) {
        return part(token, 0);
    }

    private static JsonNode part(String token, int index) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
