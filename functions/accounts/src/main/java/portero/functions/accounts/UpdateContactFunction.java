package portero.functions.accounts;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.UpdateContact;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.MobileNumber;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/institutions/{institution}/personnel/{person}/contact: a director writes down how to reach somebody. */
public final class UpdateContactFunction extends CallerFunction {
    private final UpdateContact updateContact = bean(UpdateContact.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var email = body.optionalParsed("email", 254, EmailAddress::parse);
        var mobile = body.optionalParsed("mobile", 16, MobileNumber::parse);
        body.check();
        var contact = new UpdateContact.Contact(email, mobile);
        return switch (updateContact.run(caller, request.institution(), request.person(), contact)) {
            case Done(var person) -> Response.ok(Views.person(person));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
