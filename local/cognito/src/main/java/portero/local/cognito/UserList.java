package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portero.local.wire.Json;

/**
 * ListUsers with its filters and pages.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html">Managing and
 *     searching for user accounts</a>
 */
final class UserList {
    private static final Pattern FILTER = Pattern.compile(
            "\\s*\"?([\\w:]+)\"?\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
    private static final Set<String> SEARCHABLE = Set.of(
            "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username",
            "cognito:user_status", "status", "sub");

    private final Pools pools;

    UserList(Pools pools) {
        this.pools = pools;
    }

    Map<String, Operation> all() {
        return Map.of("ListUsers", this::list);
    }

    private ObjectNode list(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        List<String> wanted = input.texts("AttributesToGet");
        if (!wanted.stream().allMatch(pool.schema()::has)) {
            throw ServiceException.invalidParameter("One or more requested attributes do not exist in user pool.");
        }
        Predicate<User> filter = filter(pool, input.optionalText("Filter").orElse(""));
        String listName = "users " + pool.id();
        int limit = input.number("Limit", 0) == 0 ? 60 : input.number("Limit", 60);
        List<User> found = pool.usersAfter(PageToken.lastKey(listName, input.optionalText("PaginationToken")))
                .filter(filter)
                .limit(limit + 1L)
                .toList();
        ObjectNode output = Json.object();
        ArrayNode users = output.putArray("Users");
        found.stream().limit(limit).forEach(user ->
                users.add(user.json("Attributes", name -> !input.has("AttributesToGet") || wanted.contains(name))));
        if (found.size() > limit) {
            output.put("PaginationToken", PageToken.of(listName, pool.key(found.get(limit - 1).username())));
        }
        return output;
    }

    private static Predicate<User> filter(UserPool pool, String text) {
        if (text.isBlank()) {
            return _ -> true;
        }
        Matcher parts = FILTER.matcher(text);
        if (!parts.matches()) {
            throw ServiceException.invalidParameter("Error while parsing filter: " + text);
        }
        String attribute = parts.group(1);
        if (!SEARCHABLE.contains(attribute)) {
            throw ServiceException.invalidParameter("Invalid search attribute: " + attribute);
        }
        boolean prefix = parts.group(2).equals("^=");
        String sought = parts.group(3).replaceAll("\\\\(.)", "$1");
        return user -> {
            String value = switch (attribute) {
                case "username" -> user.username();
                case "sub" -> user.sub();
                case "cognito:user_status" -> user.status().name();
                case "status" -> user.enabled() ? "Enabled" : "Disabled";
                default -> user.attributes().getOrDefault(attribute, "");
            };
            String compared = attribute.equals("username") ? pool.key(sought) : sought;
            return prefix ? value.startsWith(compared) : value.equals(compared);
        };
    }
}
