package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a pool changes seldom and is written as a whole.
 *
 * @param created epoch milliseconds
 * @param modified epoch milliseconds
 * @param idKey null until the first token or key set is asked for, as making keys is slow
 */
record PoolFile(
        String id,
        ObjectNode settings,
        List<ObjectNode> clients,
        long created,
        long modified,
        @Nullable String idKey,
        @Nullable String accessKey) {}
