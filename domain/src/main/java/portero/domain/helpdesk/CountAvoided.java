package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Attempts;

/** A suggested answer solved it (¿Resolvió su duda?): a ticket was avoided, which the offices that would have got it count. */
public final class CountAvoided {
    /** How many are counted of a person on a day in Lima, so that nobody makes numbers up. */
    static final int PER_DAY = 30;

    private static final Duration DAY = Duration.ofDays(1);
    // The wait is set with the last try that is free.
    private static final Attempts.Limit LIMIT = new Attempts.Limit(PER_DAY - 1, DAY, DAY, DAY);

    private final Topics topics;
    private final Numbers numbers;
    private final Institutions institutions;
    private final Routing routing;
    private final Attempts attempts;
    private final InstantSource clock;

    public CountAvoided(
            Topics topics, Numbers numbers, Institutions institutions, Attempts attempts, InstantSource clock) {
        this.topics = topics;
        this.numbers = numbers;
        this.institutions = institutions;
        this.routing = new Routing(institutions);
        this.attempts = attempts;
        this.clock = clock;
    }

    /** It is counted, now or when it was asked for before. */
    public record Counted() {}

    public Outcome<Counted> run(Caller caller, TopicId id, InstitutionCode code, IdempotencyKey key) {
        var operation = TicketOperation.of(caller.person(), key, List.of("count-avoided", id.value(), code.value()));
        return switch (numbers.earlier(operation)) {
            case NOTHING -> count(caller, id, code, operation);
            case THE_SAME -> Outcome.done(new Counted());
            case ANOTHER -> Outcome.refused(IDEMPOTENCY_KEY_REUSED);
        };
    }

    private Outcome<Counted> count(Caller caller, TopicId id, InstitutionCode code, TicketOperation operation) {
        var now = clock.instant();
        var institution = institutions.find(code).filter(found -> SubmitTicket.worksIn(caller, found, now));
        var topic = topics.all().leaf(id);
        if (institution.isEmpty() || topic.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var today = now.atZone(SchoolYear.LIMA).toLocalDate();
        var counted = new Attempts.Subject("avoided", caller.person() + "#" + today, LIMIT);
        if (attempts.begin(counted, now).isPresent()) {
            var tomorrow = today.plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
            return Outcome.refused(new TooManyAttempts(Duration.between(now, tomorrow)));
        }
        if (add(institution.get(), topic.get(), operation, now)) {
            return Outcome.done(new Counted());
        }
        attempts.forgive(counted);
        return numbers.earlier(operation) == Numbers.Earlier.THE_SAME
                ? Outcome.done(new Counted())
                : Outcome.refused(IDEMPOTENCY_KEY_REUSED);
    }

    private boolean add(Institution institution, Topic topic, TicketOperation operation, Instant now) {
        var office = routing.route(institution, topic.route());
        return numbers.avoid(operation, office.path(), Week.at(now), topic.id(), now);
    }
}
