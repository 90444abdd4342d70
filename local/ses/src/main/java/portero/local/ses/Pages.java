package portero.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import portero.local.ses.Operation.Call;
import portero.local.wire.Json;

/** Lists that callers read page by page. */
final class Pages {
    private static final int MOST = 1_000;

    private Pages() {}

    /**
     * @param sorted by key
     * @param key of each element, unique
     */
    static <T> ObjectNode page(
            Call call, String member, List<T> sorted, Function<T, String> key, Function<T, ? extends JsonNode> view) {
        String after = first(call, "NextToken").map(Pages::decoded).orElse("");
        List<T> rest = sorted.stream().filter(each -> key.apply(each).compareTo(after) > 0).toList();
        int size = size(call);
        ObjectNode output = Json.object();
        ArrayNode array = output.putArray(member);
        rest.stream().limit(size).forEach(each -> array.add(view.apply(each)));
        if (rest.size() > size) {
            output.put("NextToken", Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(key.apply(rest.get(size - 1)).getBytes(StandardCharsets.UTF_8)));
        }
        return output;
    }

    static Optional<String> first(Call call, String name) {
        return call.query().getOrDefault(name, List.of()).stream().findFirst();
    }

    private static int size(Call call) {
        try {
            int size = first(call, "PageSize").map(Integer::parseInt).orElse(MOST);
            if (size >= 0 && size <= MOST) {
                return size == 0 ? MOST : size;
            }
        } catch (NumberFormatException _) {
            throw new ServiceException(400, "SerializationException", "PageSize must be an integer");
        }
        throw ServiceException.badRequest("PageSize must be between 0 and " + MOST);
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ServiceException(400, "InvalidNextTokenException", "The specified request includes an invalid or expired token.");
        }
    }
}
