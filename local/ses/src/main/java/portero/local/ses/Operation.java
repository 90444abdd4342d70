package portero.local.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One operation: where it is called, what its body may be, and what it does. */
record Operation(String name, String method, List<String> path, Shape.Structure input, Work work) {

    /** Checked input to output; refusals as {@link ServiceException}. */
    @FunctionalInterface
    interface Work {
        ObjectNode run(Call call);
    }

    /**
     * What a caller sent.
     *
     * @param labels the path's variable parts, decoded
     * @param query decoded
     */
    record Call(Map<String, String> labels, Map<String, List<String>> query, ObjectNode body) {
        String label(String name) {
            return labels.getOrDefault(name, "");
        }

        String text(String name) {
            return body.path(name).asText();
        }
    }

    /** @param path as the service's documentation has it, with variable parts in braces */
    static Operation of(String name, String method, String path, Shape.Structure input, Work work) {
        return new Operation(name, method, List.of(path.substring(1).split("/")), input, work);
    }
}
