package portero.functions.helpdesk;

import java.util.Optional;
import java.util.regex.Pattern;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ListQueue;
import portero.domain.helpdesk.QueueFilter;
import portero.domain.helpdesk.TopicId;
import portero.domain.schools.InstitutionCode;
import portero.lambda.CallerFunction;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/institutions/{institution}/tickets: what an office answers, for its agents. */
public final class ListQueueFunction extends CallerFunction {
    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int A_YEAR = 366;

    private final ListQueue listQueue = bean(ListQueue.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var queries = request.queries();
        var wish = new ListQueue.Wish(
                queries.optionalCode("status", QueueFilter.Statuses.class).orElse(QueueFilter.Statuses.OPEN),
                queries.optionalParsed("topic", 60, TopicId::parse),
                queries.optionalParsed("school", 16, InstitutionCode::parse),
                queries.optionalCode("due", QueueFilter.Due.class),
                queries.optionalParsed("olderThanDays", 3, ListQueueFunction::days),
                queries.optionalCode("assignee", ListQueue.Assignee.class));
        queries.check();
        return switch (listQueue.run(caller, request.institution(), wish, request.query("cursor"))) {
            case Done(var queue) -> Response.ok(TicketViews.queue(queue));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Optional<Integer> days(String text) {
        return Optional.of(text).filter(digits -> DAYS.matcher(digits).matches()).map(Integer::valueOf).filter(days -> days <= A_YEAR);
    }
}
