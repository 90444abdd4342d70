package portero.domain.helpdesk;

import static portero.domain.helpdesk.Measure.ANSWERED;
import static portero.domain.helpdesk.Measure.ANSWER_MINUTES;
import static portero.domain.helpdesk.Measure.LATE;
import static portero.domain.helpdesk.Measure.RATINGS;
import static portero.domain.helpdesk.Measure.RATING_SUM;
import static portero.domain.helpdesk.Measure.RECEIVED;
import static portero.domain.helpdesk.Measure.SOLVED;
import static portero.domain.helpdesk.Measure.SOLVE_MINUTES;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;

/**
 * What one ticket adds to the numbers.
 *
 * @param offices the one that answers it and all above that, each of which counts it
 */
public record Share(TopicId topic, List<InstitutionCode> offices, Map<Week, Counts> weeks) {

    public Share {
        offices = List.copyOf(offices);
        weeks = Map.copyOf(weeks);
    }

    /** One number of an office. */
    public record Slot(InstitutionCode office, Week week, TopicId topic) {}

    /** What a ticket, as it is, adds. */
    public static Share of(Ticket ticket, BusinessHours hours) {
        var filing = ticket.filing();
        var weeks = new HashMap<Week, Counts>();
        weeks.put(Week.at(filing.at()), Counts.of(RECEIVED, 1));
        ticket.firstAnsweredAt().ifPresent(at -> weeks.merge(
                Week.at(at),
                new Counts(Map.of(
                        ANSWERED, 1L,
                        ANSWER_MINUTES, hours.minutes(filing.at(), at),
                        LATE, at.isAfter(filing.promisedAt()) ? 1L : 0L)),
                Counts::plus));
        ticket.resolvedAt().ifPresent(at -> weeks.merge(
                Week.at(at),
                new Counts(Map.of(SOLVED, 1L, SOLVE_MINUTES, hours.minutes(filing.at(), at))),
                Counts::plus));
        ticket.ratedAt().ifPresent(at -> weeks.merge(
                Week.at(at),
                new Counts(Map.of(RATINGS, 1L, RATING_SUM, (long) ticket.rating().orElse(0))),
                Counts::plus));
        return new Share(filing.topic(), filing.routedTo().path(), weeks);
    }

    /** What must be added to the numbers, so that they hold this share in place of the one before. */
    public Map<Slot, Counts> since(Optional<Share> before) {
        var additions = new HashMap<>(slots());
        before.ifPresent(share -> share.slots().forEach((slot, counts) -> additions.merge(slot, counts.negated(), Counts::plus)));
        additions.values().removeIf(Counts::isNone);
        return additions;
    }

    Map<Slot, Counts> slots() {
        var slots = new HashMap<Slot, Counts>();
        offices.forEach(office -> weeks.forEach((week, counts) -> slots.put(new Slot(office, week, topic), counts)));
        return slots;
    }
}
