package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import portero.local.wire.Json;

/** What administrators do to users. */
final class UserOperations {
    private final CognitoSettings settings;
    private final Pools pools;
    private final Secrets secrets;
    private final Passwords passwords;
    private final NewUsers newUsers;

    UserOperations(CognitoSettings settings, Pools pools, Secrets secrets, Passwords passwords, NewUsers newUsers) {
        this.settings = settings;
        this.pools = pools;
        this.secrets = secrets;
        this.passwords = passwords;
        this.newUsers = newUsers;
    }

    Map<String, Operation> all() {
        return Map.ofEntries(
                Map.entry("AdminCreateUser", this::create),
                Map.entry("AdminGetUser", this::get),
                Map.entry("AdminDeleteUser", this::delete),
                Map.entry("AdminUpdateUserAttributes", this::updateAttributes),
                Map.entry("AdminDeleteUserAttributes", this::deleteAttributes),
                Map.entry("AdminSetUserPassword", this::setPassword),
                Map.entry("AdminResetUserPassword", this::resetPassword),
                Map.entry("AdminConfirmSignUp", this::confirm),
                Map.entry("AdminEnableUser", this::enable),
                Map.entry("AdminDisableUser", this::disable),
                Map.entry("AdminUserGlobalSignOut", this::signOut));
    }

    private ObjectNode create(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        PasswordPolicy policy = pool.settings().passwordPolicy();
        // The service mails a password that it makes itself; here nobody ever learns it.
        String temporary = input.optionalText("TemporaryPassword")
                .orElseGet(() -> secrets.temporaryPassword(policy.minimumLength()));
        boolean again = input.optionalText("MessageAction").orElse("").equals("RESEND");
        User user = again ? resent(pool, input, temporary) : created(pool, input, temporary);
        ObjectNode output = Json.object();
        output.set("User", user.json("Attributes", _ -> true));
        return output;
    }

    private User created(UserPool pool, Input input, String temporary) {
        Map<String, String> attributes = input.attributes("UserAttributes");
        attributes.values().removeIf(String::isEmpty);
        pool.schema().checkNew(attributes);
        pool.settings().passwordPolicy().check(temporary);
        return newUsers.add(
                pool,
                input.text("Username"),
                attributes,
                passwords.hash(temporary),
                true,
                input.flag("ForceAliasCreation"),
                now());
    }

    private User resent(UserPool pool, Input input, String temporary) {
        User user = pool.user(input.text("Username"));
        pool.settings().passwordPolicy().check(temporary);
        PasswordHash hash = passwords.hash(temporary);
        return pool.change(user, current -> {
            if (current.status() != User.Status.FORCE_CHANGE_PASSWORD) {
                throw new ServiceException(
                        "UnsupportedUserStateException",
                        "Resend not possible. " + current.username() + " status is not FORCE_CHANGE_PASSWORD");
            }
            return current.withTemporaryPassword(hash, now());
        });
    }

    private ObjectNode get(Input input) {
        return user(input).json("UserAttributes", _ -> true);
    }

    private ObjectNode delete(Input input) {
        pool(input).remove(user(input));
        return Json.object();
    }

    private ObjectNode updateAttributes(Input input) {
        UserPool pool = pool(input);
        Map<String, String> given = input.attributes("UserAttributes");
        pool.change(user(input), current -> {
            pool.schema().checkChange(current.attributes(), given);
            Map<String, String> changed = UserAttributes.changed(current.attributes(), given);
            UserAttributes.claim(pool, current.sub(), changed, false, now());
            return current.withAttributes(changed, now());
        });
        return Json.object();
    }

    private ObjectNode deleteAttributes(Input input) {
        UserPool pool = pool(input);
        List<String> names = input.texts("UserAttributeNames");
        pool.change(user(input), current -> {
            var blanks = new LinkedHashMap<String, String>();
            names.forEach(name -> blanks.put(name, ""));
            pool.schema().checkChange(current.attributes(), blanks);
            return current.withAttributes(UserAttributes.changed(current.attributes(), blanks), now());
        });
        return Json.object();
    }

    private ObjectNode setPassword(Input input) {
        UserPool pool = pool(input);
        User user = user(input);
        String password = input.text("Password");
        pool.settings().passwordPolicy().check(password);
        PasswordHash hash = passwords.hash(password);
        boolean permanent = input.flag("Permanent");
        pool.change(user, current ->
                permanent ? current.withPassword(hash, now()) : current.withTemporaryPassword(hash, now()));
        return Json.object();
    }

    private ObjectNode resetPassword(Input input) {
        UserPool pool = pool(input);
        pool.change(user(input), current -> {
            if (current.status() != User.Status.CONFIRMED && current.status() != User.Status.RESET_REQUIRED) {
                throw ServiceException.notAuthorized("User password cannot be reset in the current state.");
            }
            if (!isVerified(current, "email") && !isVerified(current, "phone_number")) {
                throw ServiceException.invalidParameter(
                        "Cannot reset password for the user as there is no registered/verified email or phone_number");
            }
            return current.withStatus(User.Status.RESET_REQUIRED, now());
        });
        return Json.object();
    }

    private ObjectNode confirm(Input input) {
        pool(input).change(user(input), current -> {
            if (current.status() != User.Status.UNCONFIRMED) {
                throw ServiceException.notAuthorized("User cannot be confirmed. Current status is " + current.status());
            }
            return current.withStatus(User.Status.CONFIRMED, now());
        });
        return Json.object();
    }

    private ObjectNode enable(Input input) {
        pool(input).change(user(input), current -> current.withEnabled(true, now()));
        return Json.object();
    }

    private ObjectNode disable(Input input) {
        UserPool pool = pool(input);
        pool.exclusively(() -> {
            User disabled = pool.change(user(input), current -> current.withEnabled(false, now()));
            pool.endAllGrants(disabled);
            return disabled;
        });
        return Json.object();
    }

    private ObjectNode signOut(Input input) {
        pool(input).endAllGrants(user(input));
        return Json.object();
    }

    private UserPool pool(Input input) {
        return pools.pool(input.text("UserPoolId"));
    }

    private User user(Input input) {
        return pool(input).user(input.text("Username"));
    }

    private Instant now() {
        return settings.clock().instant();
    }

    private static boolean isVerified(User user, String attribute) {
        return user.attributes().containsKey(attribute)
                && "true".equals(user.attributes().get(attribute + "_verified"));
    }
}
