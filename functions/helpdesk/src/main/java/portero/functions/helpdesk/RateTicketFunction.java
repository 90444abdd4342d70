package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.helpdesk.RateTicket;
import portero.domain.helpdesk.RatingToken;
import portero.lambda.FieldCode;
import portero.lambda.HttpFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** POST /api/ratings: how well a ticket was answered, by the link of a mail. */
public final class RateTicketFunction extends HttpFunction {
    private static final int BEST = 5;

    private final RateTicket rateTicket = bean(RateTicket.class);

    @Override
    protected Response handle(Request request) {
        var body = request.body();
        var ticket = body.text("ticket", 32);
        var token = new RatingToken(body.secret("token", 64).value());
        var points = body.number("rating");
        body.check();
        if (points < 1 || points > BEST) {
            body.note("rating", FieldCode.UNKNOWN_VALUE);
        }
        body.check();
        return switch (rateTicket.run(ticket, token, (int) points, request.address(), request.id())) {
            case Done<RateTicket.Rated> _ -> Response.noContent();
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }
}
