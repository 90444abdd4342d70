package portero.functions.helpdesk;

import java.util.Optional;
import java.util.regex.Pattern;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.files.AttachmentId;
import portero.domain.helpdesk.Filing;
import portero.domain.helpdesk.SubmitTicket;
import portero.domain.helpdesk.TopicId;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.PersonId;
import portero.lambda.CallerFunction;
import portero.lambda.Fields;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/tickets: somebody asks for help. */
public final class SubmitTicketFunction extends CallerFunction {
    static final int MOST_ATTACHMENTS = 5;

    private static final int LONGEST_COMMENT = 500;
    private static final Pattern ANNEX = Pattern.compile("[0-9]{1,10}");

    private final SubmitTicket submitTicket = bean(SubmitTicket.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var institution = body.parsed("institution", 16, InstitutionCode::parse);
        var email = body.parsed("email", 254, EmailAddress::parse);
        var mobile = body.optionalParsed("mobile", 20, MobileNumber::parse);
        var annex = body.optionalParsed("annex", 10, SubmitTicketFunction::annex);
        var topic = body.parsed("topic", 60, TopicId::parse);
        var comment = body.prose("comment", LONGEST_COMMENT);
        var attachments = body.list("attachments", MOST_ATTACHMENTS, AttachmentId::parse);
        var affectedPerson = body.optionalParsed("affectedPerson", 32, PersonId::parse);
        var context = body.optionalObject("context").map(SubmitTicketFunction::context);
        var key = request.idempotencyKey(body);
        body.check();
        var form = new SubmitTicket.Form(
                institution.orElseThrow(),
                email.orElseThrow(),
                mobile,
                annex,
                topic.orElseThrow(),
                comment,
                attachments,
                affectedPerson,
                context);
        return switch (submitTicket.run(caller, form, request.language(), key.orElseThrow())) {
            case Done(var view) -> Response.created(TicketViews.ticket(view));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Optional<String> annex(String text) {
        return ANNEX.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Filing.Context context(Fields context) {
        return new Filing.Context(
                context.optionalText("screen", 60),
                context.optionalText("problem", 60),
                context.optionalText("requestId", 64));
    }
}
