package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import portero.local.wire.Json;

/** What users do for themselves, authorized by an access token, and what needs no authorization at all. */
final class SelfServiceOperations {
    private final CognitoSettings settings;
    private final Pools pools;
    private final Tokens tokens;
    private final Passwords passwords;
    private final NewUsers newUsers;

    SelfServiceOperations(CognitoSettings settings, Pools pools, Tokens tokens, Passwords passwords,
            NewUsers newUsers) {
        this.settings = settings;
        this.pools = pools;
        this.tokens = tokens;
        this.passwords = passwords;
        this.newUsers = newUsers;
    }

    Map<String, Operation> all() {
        return Map.of(
                "GetUser", this::get,
                "ChangePassword", this::changePassword,
                "UpdateUserAttributes", this::updateAttributes,
                "DeleteUserAttributes", this::deleteAttributes,
                "DeleteUser", this::delete,
                "GlobalSignOut", this::signOut,
                "RevokeToken", this::revoke,
                "SignUp", this::signUp);
    }

    private ObjectNode get(Input input) {
        Tokens.Bearer bearer = bearer(input);
        ObjectNode output = Json.object().put("Username", bearer.user().username());
        output.set("UserAttributes", bearer.user().attributesJson(bearer.client()::mayRead));
        return output;
    }

    private ObjectNode changePassword(Input input) {
        Tokens.Bearer bearer = bearer(input);
        UserPool pool = bearer.pool();
        String proposed = input.text("ProposedPassword");
        String previous = input.optionalText("PreviousPassword")
                .orElseThrow(() -> ServiceException.invalidParameter("Missing required parameter PreviousPassword"));
        if (bearer.user().lockOut().isLocked(now())) {
            throw tooManyAttempts();
        }
        PasswordHash seen = bearer.user().password();
        boolean matched = seen.matches(previous);
        if (matched) {
            pool.settings().passwordPolicy().check(proposed);
        }
        PasswordHash hash = passwords.hash(proposed);
        User changed = pool.change(bearer.user(), current -> {
            if (current.lockOut().isLocked(now())) {
                throw tooManyAttempts();
            }
            if (!matched || !current.password().equals(seen)) {
                return current.withLockOut(current.lockOut().failed(now()));
            }
            return current.withPassword(hash, now()).withLockOut(LockOut.NONE);
        });
        if (!changed.password().equals(hash)) {
            throw ServiceException.wrongPassword();
        }
        return Json.object();
    }

    private ObjectNode updateAttributes(Input input) {
        change(bearer(input), input.attributes("UserAttributes"));
        return Json.object();
    }

    private ObjectNode deleteAttributes(Input input) {
        var blanks = new LinkedHashMap<String, String>();
        input.texts("UserAttributeNames").forEach(name -> blanks.put(name, ""));
        change(bearer(input), blanks);
        return Json.object();
    }

    private void change(Tokens.Bearer bearer, Map<String, String> given) {
        UserPool pool = bearer.pool();
        pool.change(bearer.user(), current -> {
            pool.schema().checkChange(current.attributes(), given);
            if (!given.keySet().stream().allMatch(bearer.client()::mayWrite)) {
                throw ServiceException.notAuthorized("A client attempted to write unauthorized attribute");
            }
            Map<String, String> changed = UserAttributes.changed(current.attributes(), given);
            UserAttributes.claim(pool, current.sub(), changed, false, now());
            return current.withAttributes(changed, now());
        });
    }

    private ObjectNode delete(Input input) {
        Tokens.Bearer bearer = bearer(input);
        bearer.pool().remove(bearer.user());
        return Json.object();
    }

    private ObjectNode signOut(Input input) {
        Tokens.Bearer bearer = bearer(input);
        bearer.pool().endAllGrants(bearer.user());
        return Json.object();
    }

    private ObjectNode revoke(Input input) {
        Pools.Owned owned = pools.client(input.text("ClientId")).orElseThrow(SelfServiceOperations::unauthorizedClient);
        AppClient client = owned.client();
        Optional<String> given = input.optionalText("ClientSecret");
        boolean known = client.secret().isEmpty()
                ? given.isEmpty()
                : given.filter(secret -> Hashes.same(secret, client.secret().get())).isPresent();
        if (!known) {
            throw unauthorizedClient();
        }
        if (!client.revokesTokens()) {
            throw new ServiceException("UnsupportedOperationException",
                    "Token revocation is not enabled for this client.");
        }
        String token = input.text("Token");
        if (tokens.isJwt(token)) {
            throw new ServiceException("UnsupportedTokenTypeException", "Unsupported token type.");
        }
        Grant grant = owned.pool().grantOfRefreshToken(token)
                .orElseThrow(() -> ServiceException.invalidParameter("Invalid refresh token."));
        if (!grant.clientId().equals(client.id())) {
            throw unauthorizedClient();
        }
        owned.pool().end(grant);
        return Json.object();
    }

    private ObjectNode signUp(Input input) {
        String clientId = input.text("ClientId");
        Pools.Owned owned = pools.client(clientId).orElseThrow(() -> ServiceException.clientNotFound(clientId));
        UserPool pool = owned.pool();
        String username = input.text("Username");
        SecretHash.check(owned.client(), username, input.optionalText("SecretHash").orElse(null));
        if (pool.settings().adminCreatesOnly()) {
            throw ServiceException.notAuthorized("SignUp is not permitted for this user pool");
        }
        Map<String, String> attributes = input.attributes("UserAttributes");
        attributes.values().removeIf(String::isEmpty);
        pool.schema().checkNew(attributes);
        if (!attributes.keySet().stream().allMatch(owned.client()::mayWrite)) {
            throw ServiceException.notAuthorized("A client attempted to write unauthorized attribute");
        }
        for (String name : pool.schema().required()) {
            if (!attributes.containsKey(name) && !pool.settings().usernameAttributes().contains(name)) {
                throw AttributeSchema.nonconforming(name, "The attribute is required");
            }
        }
        String password = input.optionalText("Password")
                .orElseThrow(() -> ServiceException.invalidParameter("Missing required parameter Password"));
        pool.settings().passwordPolicy().check(password);
        User user = newUsers.add(pool, username, attributes, passwords.hash(password), false, false, now());
        return Json.object().put("UserConfirmed", false).put("UserSub", user.sub());
    }

    private Tokens.Bearer bearer(Input input) {
        return tokens.bearer(input.text("AccessToken"));
    }

    private Instant now() {
        return settings.clock().instant();
    }

    private static ServiceException tooManyAttempts() {
        return new ServiceException("LimitExceededException", "Attempt limit exceeded, please try after some time.");
    }

    private static ServiceException unauthorizedClient() {
        return new ServiceException("UnauthorizedException", "Unauthorized client.");
    }
}
