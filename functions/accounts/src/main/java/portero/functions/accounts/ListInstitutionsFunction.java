package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.ListInstitutions;
import portero.lambda.CallerFunction;
import portero.lambda.InstitutionView;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/institutions/{institution}/institutions: what lies below an office. */
public final class ListInstitutionsFunction extends CallerFunction {
    private final ListInstitutions listInstitutions = bean(ListInstitutions.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (listInstitutions.run(caller, request.institution(), request.query("cursor"))) {
            case Done(var page) -> Response.ok(object(
                    "items", page.items().stream().map(InstitutionView::of).toList(), "next", page.next()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
