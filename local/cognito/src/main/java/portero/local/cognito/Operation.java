package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation: checked input to output, refusals as {@link ServiceException}. */
@FunctionalInterface
interface Operation {
    ObjectNode run(Input input);
}
