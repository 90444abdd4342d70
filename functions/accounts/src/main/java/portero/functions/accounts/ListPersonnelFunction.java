package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.ListPersonnel;
import portero.lambda.CallerFunction;
import portero.lambda.InstitutionView;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/institutions/{institution}/personnel: the people from whom a director chooses. */
public final class ListPersonnelFunction extends CallerFunction {
    private final ListPersonnel listPersonnel = bean(ListPersonnel.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (listPersonnel.run(caller, request.institution(), request.query("cursor"))) {
            case Done(var registered) -> Response.ok(object(
                    "institution", InstitutionView.of(registered.institution()),
                    "items", registered.page().items().stream().map(Views::person).toList(),
                    "next", registered.page().next()));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
