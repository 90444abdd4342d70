package portero.functions.accounts;

import java.util.Optional;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.accounts.RegisterPerson;
import portero.domain.accounts.RegisterPerson.NewMember;
import portero.domain.schools.Condition;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;
import portero.lambda.CallerFunction;
import portero.lambda.Fields;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/institutions/{institution}/personnel: registers somebody in the institution's personnel. */
public final class RegisterPersonFunction extends CallerFunction {
    private final RegisterPerson registerPerson = bean(RegisterPerson.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        return switch (registerPerson.run(caller, request.institution(), entry(request.body()))) {
            case Done(var person) -> Response.created(Views.person(person));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static NewMember entry(Fields body) {
        var document = body.object("document");
        var type = document.name("type", IdentityDocument.Type.class);
        var number = document.parsed("number", 16, text -> type.isEmpty()
                ? Optional.of(Optional.<IdentityDocument>empty())
                : IdentityDocument.parse(type.get(), text).map(Optional::of));
        var given = body.text("givenNames", 80).strip();
        var paternal = body.text("paternalSurname", 60).strip();
        var maternal = body.optionalText("maternalSurname", 60).map(String::strip);
        var position = body.name("position", Position.class);
        var condition = body.optionalName("condition", Condition.class);
        var email = body.optionalParsed("email", 254, EmailAddress::parse);
        var mobile = body.optionalParsed("mobile", 16, MobileNumber::parse);
        body.check();
        return new NewMember(
                number.orElseThrow().orElseThrow(),
                new PersonName(given, paternal, maternal),
                position.orElseThrow(),
                condition,
                email,
                mobile);
    }
}
