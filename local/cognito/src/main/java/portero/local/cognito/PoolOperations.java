package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import portero.local.wire.Json;

/** Pools, their attributes and tags. */
final class PoolOperations {
    private final CognitoSettings settings;
    private final Pools pools;

    PoolOperations(CognitoSettings settings, Pools pools) {
        this.settings = settings;
        this.pools = pools;
    }

    Map<String, Operation> all() {
        return Map.ofEntries(
                Map.entry("CreateUserPool", this::create),
                Map.entry("DescribeUserPool", this::describe),
                Map.entry("UpdateUserPool", this::update),
                Map.entry("DeleteUserPool", this::delete),
                Map.entry("ListUserPools", this::list),
                Map.entry("AddCustomAttributes", this::addAttributes),
                Map.entry("GetUserPoolMfaConfig", this::mfa),
                Map.entry("TagResource", this::tag),
                Map.entry("UntagResource", this::untag),
                Map.entry("ListTagsForResource", this::tags));
    }

    private ObjectNode create(Input input) {
        return described(pools.create(PoolSettings.created(input)));
    }

    private ObjectNode describe(Input input) {
        return described(pools.pool(input.text("UserPoolId")));
    }

    private ObjectNode update(Input input) {
        pools.pool(input.text("UserPoolId")).change(current -> current.updated(input));
        return Json.object();
    }

    private ObjectNode delete(Input input) {
        UserPool pool = pools.pool(input.text("UserPoolId"));
        if (pool.settings().deletionProtected()) {
            throw ServiceException.invalidParameter(
                    "The user pool cannot be deleted because deletion protection is activated. "
                    + "Deletion protection must be inactivated first.");
        }
        pools.delete(pool);
        return Json.object();
    }

    private ObjectNode list(Input input) {
        int limit = input.number("MaxResults", 60);
        List<UserPool> found = pools.after(PageToken.lastKey("pools", input.optionalText("NextToken")), limit + 1);
        ObjectNode output = Json.object();
        ArrayNode list = output.putArray("UserPools");
        found.stream().limit(limit).forEach(pool -> {
            ObjectNode json = list.addObject();
            json.put("Id", pool.id()).set("Name", pool.settings().json().get("Name"));
            json.putObject("LambdaConfig");
            json.set("LastModifiedDate", Json.time(pool.modified()));
            json.set("CreationDate", Json.time(pool.created()));
        });
        if (found.size() > limit) {
            output.put("NextToken", PageToken.of("pools", found.get(limit - 1).id()));
        }
        return output;
    }

    private ObjectNode addAttributes(Input input) {
        pools.pool(input.text("UserPoolId"))
                .change(current -> current.withAttributes(input.json().path("CustomAttributes")));
        return Json.object();
    }

    private ObjectNode mfa(Input input) {
        pools.pool(input.text("UserPoolId"));
        return Json.object().put("MfaConfiguration", "OFF");
    }

    private ObjectNode tag(Input input) {
        byArn(input.text("ResourceArn")).change(current -> {
            var tags = new LinkedHashMap<>(current.tags());
            tags.putAll(input.textMap("Tags"));
            return current.withTags(tags);
        });
        return Json.object();
    }

    private ObjectNode untag(Input input) {
        byArn(input.text("ResourceArn")).change(current -> {
            var tags = new LinkedHashMap<>(current.tags());
            tags.keySet().removeAll(input.texts("TagKeys"));
            return current.withTags(tags);
        });
        return Json.object();
    }

    private ObjectNode tags(Input input) {
        ObjectNode output = Json.object();
        output.set("Tags", Json.texts(byArn(input.text("ResourceArn")).settings().tags()));
        return output;
    }

    private UserPool byArn(String arn) {
        UserPool pool = pools.pool(arn.substring(arn.lastIndexOf('/') + 1));
        if (!arn(pool).equals(arn)) {
            throw ServiceException.poolNotFound(arn);
        }
        return pool;
    }

    private String arn(UserPool pool) {
        return "arn:aws:cognito-idp:" + settings.region() + ":" + settings.accountId() + ":userpool/" + pool.id();
    }

    private ObjectNode described(UserPool pool) {
        ObjectNode json = pool.settings().json().deepCopy();
        json.put("Id", pool.id()).put("Arn", arn(pool)).put("EstimatedNumberOfUsers", pool.userCount());
        json.set("CreationDate", Json.time(pool.created()));
        json.set("LastModifiedDate", Json.time(pool.modified()));
        ObjectNode output = Json.object();
        output.set("UserPool", json);
        return output;
    }
}
