package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import portero.local.wire.Json;

/**
 * Sign-in by password, the answer to NEW_PASSWORD_REQUIRED, and refresh.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html">Authentication with
 *     Amazon Cognito user pools</a>
 */
final class SignInOperations {
    private static final String ATTRIBUTE_PREFIX = "userAttributes.";

    private final CognitoSettings settings;
    private final Pools pools;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Passwords passwords;

    SignInOperations(CognitoSettings settings, Pools pools, Tokens tokens, Sessions sessions, Passwords passwords) {
        this.settings = settings;
        this.pools = pools;
        this.tokens = tokens;
        this.sessions = sessions;
        this.passwords = passwords;
    }

    Map<String, Operation> all() {
        return Map.of(
                "AdminInitiateAuth", input -> initiate(administrators(input), input, "ADMIN_USER_PASSWORD_AUTH"),
                "InitiateAuth", input -> initiate(anyones(input), input, "USER_PASSWORD_AUTH"),
                "AdminRespondToAuthChallenge", input -> respond(administrators(input), input),
                "RespondToAuthChallenge", input -> respond(anyones(input), input));
    }

    private Pools.Owned administrators(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        return new Pools.Owned(pool, pools.client(pool, input.text("ClientId")));
    }

    private Pools.Owned anyones(Input input) {
        String clientId = input.text("ClientId");
        return pools.client(clientId).orElseThrow(() -> ServiceException.clientNotFound(clientId));
    }

    private ObjectNode initiate(Pools.Owned owned, Input input, String passwordFlow) {
        String flow = switch (input.text("AuthFlow")) {
            case "REFRESH_TOKEN" -> "REFRESH_TOKEN_AUTH";
            case "ADMIN_NO_SRP_AUTH" -> "ADMIN_USER_PASSWORD_AUTH";
            case String other -> other;
        };
        if (flow.endsWith("USER_PASSWORD_AUTH") && !flow.equals(passwordFlow)) {
            throw ServiceException.invalidParameter("Initiate Auth method not supported.");
        }
        if (!owned.client().allows(flow)) {
            throw ServiceException.invalidParameter(
                    flow.equals("USER_PASSWORD_AUTH") ? "USER_PASSWORD_AUTH flow not enabled for this client"
                            : "Auth flow not enabled for this client");
        }
        Map<String, String> parameters = input.textMap("AuthParameters");
        return switch (flow) {
            case "REFRESH_TOKEN_AUTH" -> refresh(owned, parameters);
            case "CUSTOM_AUTH" ->
                throw ServiceException.invalidParameter(
                        "Custom auth lambda trigger is not configured for the user pool.");
            case "USER_SRP_AUTH", "USER_AUTH" ->
                throw ServiceException.invalidParameter("The local service does not offer " + flow + ".");
            default -> password(owned, parameters);
        };
    }

    private ObjectNode password(Pools.Owned owned, Map<String, String> parameters) {
        String username = required(parameters, "USERNAME");
        String password = required(parameters, "PASSWORD");
        SecretHash.check(owned.client(), username, parameters.get("SECRET_HASH"));
        UserPool pool = owned.pool();
        Optional<User> found = pool.userForSignIn(username);
        if (found.isEmpty()) {
            passwords.compareWithNobodys(password);
            throw unknown(owned.client());
        }
        User user = attempt(owned, found.get(), password);
        if (user.status() == User.Status.FORCE_CHANGE_PASSWORD) {
            return challenge(owned, user);
        }
        return pool.exclusively(() -> signedIn(owned, running(owned, user)));
    }

    /** Compares outside the lock, as that is slow, and decides inside it, so that no guess escapes the count. */
    private User attempt(Pools.Owned owned, User seen, String password) {
        UserPool pool = owned.pool();
        if (seen.lockOut().isLocked(now())) {
            throw locked();
        }
        boolean matched = seen.password().matches(password);
        User counted = pool.change(seen, current -> {
            if (current.lockOut().isLocked(now())) {
                throw locked();
            }
            boolean matches = current.password().equals(seen.password()) ? matched
                    : current.password().matches(password);
            if (!matches) {
                return current.withLockOut(current.lockOut().failed(now()));
            }
            checkMaySignIn(current, pool);
            return current.lockOut().equals(LockOut.NONE) ? current : current.withLockOut(LockOut.NONE);
        });
        // A failure changes the count and nothing else; a success leaves none.
        if (!counted.lockOut().equals(LockOut.NONE)) {
            throw ServiceException.wrongPassword();
        }
        return counted;
    }

    private void checkMaySignIn(User user, UserPool pool) {
        if (!user.enabled()) {
            throw ServiceException.notAuthorized("User is disabled.");
        }
        switch (user.status()) {
            case UNCONFIRMED -> throw new ServiceException("UserNotConfirmedException", "User is not confirmed.");
            case RESET_REQUIRED ->
                throw new ServiceException("PasswordResetRequiredException", "Password reset required for the user");
            case FORCE_CHANGE_PASSWORD -> {
                if (user.temporaryPasswordExpired(pool.settings().passwordPolicy(), now())) {
                    throw ServiceException.notAuthorized(
                            "Temporary password has expired and must be reset by an administrator.");
                }
            }
            case CONFIRMED -> {}
        }
    }

    private ObjectNode challenge(Pools.Owned owned, User user) {
        List<String> missing = owned.pool().schema().required().stream()
                .filter(name -> !user.attributes().containsKey(name))
                .map(name -> ATTRIBUTE_PREFIX + name)
                .toList();
        var known = new LinkedHashMap<>(user.attributes());
        known.keySet().removeIf(name -> !owned.client().mayRead(name));
        ObjectNode output = Json.object()
                .put("ChallengeName", "NEW_PASSWORD_REQUIRED")
                .put("Session", sessions.open(owned.pool(), owned.client(), user));
        output.putObject("ChallengeParameters")
                .put("USER_ID_FOR_SRP", user.username())
                .put("requiredAttributes", Json.MAPPER.valueToTree(missing).toString())
                .put("userAttributes", Json.texts(known).toString());
        return output;
    }

    private ObjectNode respond(Pools.Owned owned, Input input) {
        if (!input.text("ChallengeName").equals("NEW_PASSWORD_REQUIRED")) {
            throw ServiceException.invalidParameter("The local service does not offer this challenge.");
        }
        String session = input.optionalText("Session")
                .orElseThrow(() -> ServiceException.invalidParameter("Missing required parameter Session"));
        Map<String, String> responses = input.textMap("ChallengeResponses");
        String username = required(responses, "USERNAME");
        String password = required(responses, "NEW_PASSWORD");
        SecretHash.check(owned.client(), username, responses.get("SECRET_HASH"));
        UserPool pool = owned.pool();
        User user = pool.userByName(username).orElseThrow(() -> unknown(owned.client()));
        sessions.check(session, pool, owned.client(), user);
        PasswordHash hash = passwords.hash(password);
        return pool.exclusively(() -> {
            User current = running(owned, user);
            sessions.check(session, pool, owned.client(), current);
            checkMaySignIn(current, pool);
            Map<String, String> attributes = answered(owned, current, responses);
            pool.settings().passwordPolicy().check(password);
            UserAttributes.claim(pool, current.sub(), attributes, false, now());
            sessions.use(session, pool, owned.client(), current);
            User confirmed = pool.change(current, each ->
                    each.withAttributes(attributes, now()).withPassword(hash, now()));
            return signedIn(owned, confirmed);
        });
    }

    private static Map<String, String> answered(Pools.Owned owned, User user, Map<String, String> responses) {
        var given = new LinkedHashMap<String, String>();
        responses.forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE_PREFIX)) {
                given.put(name.substring(ATTRIBUTE_PREFIX.length()), value);
            }
        });
        AttributeSchema schema = owned.pool().schema();
        schema.checkNew(given);
        given.forEach((name, value) -> {
            if (!owned.client().mayWrite(name)) {
                throw ServiceException.notAuthorized("A client attempted to write unauthorized attribute");
            }
            if (name.equals("email") && user.attributes().containsKey(name)
                    && !value.equals(user.attributes().get(name))) {
                throw ServiceException.notAuthorized("Cannot modify an already provided email");
            }
        });
        Map<String, String> attributes = UserAttributes.changed(user.attributes(), given);
        for (String name : schema.required()) {
            if (!attributes.containsKey(name)) {
                throw ServiceException.invalidParameter("Invalid attributes given, " + name + " is missing");
            }
        }
        return attributes;
    }

    private ObjectNode refresh(Pools.Owned owned, Map<String, String> parameters) {
        String token = required(parameters, "REFRESH_TOKEN");
        String secretHash = parameters.get("SECRET_HASH");
        if (owned.client().secret().isPresent() && secretHash == null) {
            throw SecretHash.missing(owned.client());
        }
        Grant grant = owned.pool().grantOfRefreshToken(token)
                .filter(found -> found.clientId().equals(owned.client().id()))
                .orElseThrow(() -> ServiceException.notAuthorized("Invalid Refresh Token"));
        User user = owned.pool().userBySub(grant.sub())
                .orElseThrow(() -> ServiceException.notAuthorized("Invalid Refresh Token"));
        SecretHash.check(owned.client(), user.username(), secretHash);
        if (!user.enabled()) {
            throw ServiceException.notAuthorized("User is disabled.");
        }
        if (grant.ended()) {
            throw ServiceException.notAuthorized("Refresh Token has been revoked");
        }
        if (Instants.isPast(grant.expiresAt(), now())) {
            throw ServiceException.notAuthorized("Refresh Token has expired");
        }
        if (user.status() == User.Status.RESET_REQUIRED) {
            throw new ServiceException("PasswordResetRequiredException", "Password reset required for the user");
        }
        return result(() -> tokens.result(owned.pool(), owned.client(), user, grant));
    }

    private ObjectNode signedIn(Pools.Owned owned, User user) {
        return result(() -> tokens.grant(owned.pool(), owned.client(), user));
    }

    private static ObjectNode result(Supplier<ObjectNode> tokens) {
        ObjectNode output = Json.object();
        output.putObject("ChallengeParameters");
        output.set("AuthenticationResult", tokens.get());
        return output;
    }

    /** The user as it is now, unless deleted or disabled while the password was compared. */
    private User running(Pools.Owned owned, User user) {
        User current = owned.pool().userBySub(user.sub()).orElseThrow(() -> unknown(owned.client()));
        if (!current.enabled()) {
            throw ServiceException.notAuthorized("User is disabled.");
        }
        return current;
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw ServiceException.invalidParameter("Missing required parameter " + name);
        }
        return value;
    }

    private static ServiceException unknown(AppClient client) {
        return client.hidesUnknownUsers() ? ServiceException.wrongPassword() : ServiceException.userNotFound();
    }

    private static ServiceException locked() {
        return ServiceException.notAuthorized("Password attempts exceeded");
    }

    private Instant now() {
        return settings.clock().instant();
    }
}
