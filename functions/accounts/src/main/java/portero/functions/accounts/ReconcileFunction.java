package portero.functions.accounts;

import java.util.Map;
import portero.domain.accounts.Reconcile;
import portero.domain.accounts.Reconcile.Result;
import portero.lambda.EventFunction;

/** Every five minutes: finishes or undoes what was left half done, and reports what it did as metrics. */
public final class ReconcileFunction extends EventFunction {
    private final Reconcile reconcile = bean(Reconcile.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var results = reconcile.run(requestId, fault -> fault(requestId, fault));
        var counts = Map.of(
                "accountsUndone", results.get(Result.ACCOUNT_UNDONE),
                "passwordsAbandoned", results.get(Result.PASSWORD_ABANDONED),
                "passwordsFinished", results.get(Result.PASSWORD_FINISHED),
                "messagesOffered", results.get(Result.MESSAGE_OFFERED),
                "left", results.get(Result.LEFT));
        report(requestId, counts);
        return Map.copyOf(counts);
    }
}
