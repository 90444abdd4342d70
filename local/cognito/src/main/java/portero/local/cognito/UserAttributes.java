package portero.local.cognito;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules by which a user's attributes change, whoever changes them. */
final class UserAttributes {
    private static final List<String> VERIFIABLE = List.of("email", "phone_number");

    private UserAttributes() {}

    /** The attributes after a change: blank values delete, and what was verified is not once its value differs. */
    static Map<String, String> changed(Map<String, String> current, Map<String, String> given) {
        var changed = new LinkedHashMap<>(current);
        given.forEach((name, value) -> {
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        for (String name : VERIFIABLE) {
            String verified = name + "_verified";
            if (!changed.containsKey(name)) {
                changed.remove(verified);
            } else if (!changed.get(name).equals(current.get(name)) && !given.containsKey(verified)) {
                changed.put(verified, "false");
            }
        }
        return changed;
    }

    /**
     * Makes sure that the sign-in attributes among these lead to nobody else; call it under the pool's lock.
     *
     * @param sub whose attributes they will be
     * @param take whether to take an address or number away from whoever has it
     * @throws ServiceException AliasExistsException if somebody else has one and may keep it
     */
    static void claim(UserPool pool, String sub, Map<String, String> attributes, boolean take, Instant now) {
        for (String name : pool.settings().aliasAttributes()) {
            boolean counts = name.equals("preferred_username") || "true".equals(attributes.get(name + "_verified"));
            if (attributes.containsKey(name) && counts) {
                claim(pool, sub, name, attributes.get(name), take, now);
            }
        }
        for (String name : pool.settings().usernameAttributes()) {
            if (attributes.containsKey(name)) {
                claim(pool, sub, name, attributes.get(name), false, now);
            }
        }
    }

    private static void claim(UserPool pool, String sub, String name, String value, boolean take, Instant now) {
        pool.holder(name, value).filter(holder -> !holder.sub().equals(sub)).ifPresent(holder -> {
            if (!take || name.equals("preferred_username")) {
                throw ServiceException.aliasExists(name);
            }
            var without = new LinkedHashMap<>(holder.attributes());
            without.put(name + "_verified", "false");
            pool.change(holder, current -> current.withAttributes(without, now));
        });
    }
}
