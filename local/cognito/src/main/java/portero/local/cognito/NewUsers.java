package portero.local.cognito;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a user comes into being, by an administrator or by signing up. */
final class NewUsers {
    private final Secrets secrets;

    NewUsers(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * @param temporary whether the password must be changed at the first sign-in
     * @param take whether to take an e-mail address or phone number away from whoever signs in with it
     * @throws ServiceException UsernameExistsException, AliasExistsException
     */
    User add(
            UserPool pool,
            String username,
            Map<String, String> attributes,
            PasswordHash password,
            boolean temporary,
            boolean take,
            Instant now) {
        String sub = secrets.uuid();
        var all = new LinkedHashMap<String, String>();
        String name = username;
        List<String> usernameAttributes = pool.settings().usernameAttributes();
        if (usernameAttributes.isEmpty()) {
            checkNotAlias(pool, username);
        } else {
            all.put(usernameAttribute(usernameAttributes, username), username);
            // Where people sign in with an address or number, the service names them by their sub.
            name = sub;
        }
        all.putAll(attributes);
        String finalName = pool.key(name);
        return pool.exclusively(() -> {
            if (pool.userByName(finalName).isPresent() || pool.userByAlias(username).isPresent()) {
                throw new ServiceException("UsernameExistsException", "User account already exists");
            }
            UserAttributes.claim(pool, sub, all, take, now);
            return pool.add(new User(
                    finalName,
                    sub,
                    all,
                    true,
                    temporary ? User.Status.FORCE_CHANGE_PASSWORD : User.Status.UNCONFIRMED,
                    password,
                    temporary ? now : null,
                    now,
                    now,
                    LockOut.NONE));
        });
    }

    private static void checkNotAlias(UserPool pool, String username) {
        List<String> aliases = pool.settings().aliasAttributes();
        if (aliases.contains("email") && AttributeSchema.isEmail(username)) {
            throw ServiceException.invalidParameter(
                    "Username cannot be of email format, since user pool is configured for email alias.");
        }
        if (aliases.contains("phone_number") && AttributeSchema.isPhone(username)) {
            throw ServiceException.invalidParameter(
                    "Username cannot be of phone number format, since user pool is configured for phone number alias.");
        }
    }

    private static String usernameAttribute(List<String> attributes, String username) {
        if (attributes.contains("email") && AttributeSchema.isEmail(username)) {
            return "email";
        }
        if (attributes.contains("phone_number") && AttributeSchema.isPhone(username)) {
            return "phone_number";
        }
        throw ServiceException.invalidParameter(attributes.contains("email") ? "Username should be an email."
                : "Username should be a phone number.");
    }
}
