package portero.functions.helpdesk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.ShowNumbers;
import portero.domain.helpdesk.Week;
import portero.lambda.CallerFunction;
import portero.lambda.FieldCode;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** GET /api/institutions/{institution}/numbers: what the help desk of an office and of those below it did. */
public final class ShowNumbersFunction extends CallerFunction {
    private static final int DATE = "2026-06-01".length();

    private final ShowNumbers showNumbers = bean(ShowNumbers.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var queries = request.queries();
        var first = queries.parsed("from", DATE, ShowNumbersFunction::week);
        var last = queries.parsed("to", DATE, ShowNumbersFunction::week);
        if (first.isPresent() && last.isPresent() && !isRange(first.get(), last.get())) {
            queries.note("to", FieldCode.MALFORMED);
        }
        queries.check();
        return switch (showNumbers.run(caller, request.institution(), first.orElseThrow(), last.orElseThrow())) {
            case Done(var numbers) -> Response.ok(TopicViews.numbers(numbers));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static boolean isRange(Week first, Week last) {
        var weeks = ChronoUnit.WEEKS.between(first.monday(), last.monday()) + 1;
        return weeks >= 1 && weeks <= ShowNumbers.MOST_WEEKS;
    }

    private static Optional<Week> week(String day) {
        try {
            return Optional.of(Week.of(LocalDate.parse(day)));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
