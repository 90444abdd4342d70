package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.REOPENING_OVER;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.schools.SchoolYear;

/**
 * A request for help (solicitud).
 *
 * @param version counts changes from 1, so that nobody acts on a ticket that they have not seen
 * @param shownVersion that of the latest change that the requester sees, so that they need not look again for what they do not
 * @param changedAt when that was
 * @param firstAnsweredAt when an agent first said something to the requester
 * @param resolvedAt when the solution was written that still holds; stays when the ticket is closed after it
 * @param mergedInto the ticket in which this one goes on
 * @param rating 1 to 5
 * @param ratedAt when it was rated
 */
public record Ticket(
        TicketNumber number,
        Filing filing,
        long version,
        long shownVersion,
        TicketStatus status,
        Instant changedAt,
        Optional<Participant> assignee,
        Optional<Instant> firstAnsweredAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> closedAt,
        Optional<TicketNumber> mergedInto,
        Optional<Integer> rating,
        Optional<Instant> ratedAt,
        Optional<ResetOffer> resetOffer,
        Optional<Timer> timer) {

    /** How long after its end a ticket can be reopened. */
    public static final Duration REOPENABLE = Duration.ofDays(10);

    private static final int REMIND_AFTER = 3;
    private static final int CLOSE_AFTER = 5;

    /** As it is filed. */
    public static Ticket filed(TicketNumber number, Filing filing) {
        return new Ticket(
                number,
                filing,
                1,
                1,
                TicketStatus.NEW,
                filing.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the first answer came, or still has not come, after the promised time. */
    public boolean isLate(Instant now) {
        return firstAnsweredAt.or(this::endedAt).orElse(now).isAfter(filing.promisedAt());
    }

    /** When it came to its end, for the requester: a solution does that, whenever it is closed after it. */
    public Optional<Instant> endedAt() {
        return resolvedAt.or(() -> closedAt);
    }

    /** Until when the requester may reopen it; empty for open tickets and for those that go on in another. */
    public Optional<Instant> reopenUntil() {
        return mergedInto.isPresent() ? Optional.empty() : endedAt().map(end -> end.plus(REOPENABLE));
    }

    /** The day in Lima on which it is due; empty when it is no longer open. */
    public Optional<LocalDate> deadline() {
        return status.isOpen()
                ? Optional.of(filing.promisedAt().atZone(SchoolYear.LIMA).toLocalDate())
                : Optional.empty();
    }

    /** The offer of a new password, while it can be taken. */
    public Optional<ResetOffer> standingOffer(Instant now) {
        return resetOffer.filter(offer -> status.isOpen() && offer.takenBy().isEmpty() && now.isBefore(offer.until()));
    }

    /** Whether its status, and for reopening the time that has passed, let that be done to it. */
    boolean allows(TicketAct act, Instant now) {
        return status.after(act).isPresent()
                && (act != TicketAct.REOPEN || reopenUntil().filter(now::isBefore).isPresent());
    }

    /** The next version of the ticket, once that was done to it; refused where its status does not allow it. */
    public Outcome<Ticket> after(TicketAct act, Instant now, BusinessHours hours) {
        var allowed = status.after(act);
        if (allowed.isEmpty()) {
            return Outcome.refused(act.refusal());
        }
        if (!allows(act, now)) {
            return Outcome.refused(REOPENING_OVER);
        }
        var next = allowed.get();
        return Outcome.done(new Ticket(
                number,
                filing,
                version + 1,
                act == TicketAct.NOTE ? shownVersion : version + 1,
                next,
                act == TicketAct.NOTE ? changedAt : now,
                assignee,
                firstAnsweredAt.or(() -> act.answers() ? Optional.of(now) : Optional.empty()),
                next.isOpen() ? Optional.empty() : ends(act) ? Optional.of(now) : resolvedAt,
                next != TicketStatus.CLOSED ? Optional.empty() : status == next ? closedAt : Optional.of(now),
                mergedInto,
                rating,
                ratedAt,
                resetOffer,
                timer(act, next, now, hours)));
    }

    private boolean ends(TicketAct act) {
        return act.solves() && status.isOpen();
    }

    private Optional<Timer> timer(TicketAct act, TicketStatus next, Instant now, BusinessHours hours) {
        return switch (next) {
            case NEW, IN_PROGRESS, CLOSED -> Optional.empty();
            case WAITING -> {
                if (act.asks()) {
                    yield Optional.of(new Timer(Timer.What.REMIND, hours.morningAfter(now, REMIND_AFTER)));
                }
                yield act == TicketAct.REMIND
                        ? Optional.of(new Timer(Timer.What.CLOSE_SILENT, hours.morningAfter(now, CLOSE_AFTER)))
                        : timer;
            }
            case RESOLVED -> ends(act)
                    ? Optional.of(new Timer(
                            Timer.What.CLOSE_RESOLVED,
                            now.plus(REOPENABLE).atZone(SchoolYear.LIMA).toLocalDate().plusDays(1)))
                    : timer;
        };
    }

    Ticket assignedTo(Optional<Participant> other) {
        return new Ticket(
                number, filing, version, shownVersion, status, changedAt, other, firstAnsweredAt, resolvedAt, closedAt,
                mergedInto, rating, ratedAt, resetOffer, timer);
    }

    Ticket mergedInto(TicketNumber other) {
        return new Ticket(
                number, filing, version, shownVersion, status, changedAt, assignee, firstAnsweredAt, resolvedAt, closedAt,
                Optional.of(other), rating, ratedAt, resetOffer, timer);
    }

    Ticket rated(int points) {
        return new Ticket(
                number, filing, version, shownVersion, status, changedAt, assignee, firstAnsweredAt, resolvedAt, closedAt,
                mergedInto, Optional.of(points), Optional.of(changedAt), resetOffer, timer);
    }

    Ticket offering(Optional<ResetOffer> offer) {
        return new Ticket(
                number, filing, version, shownVersion, status, changedAt, assignee, firstAnsweredAt, resolvedAt, closedAt,
                mergedInto, rating, ratedAt, offer, timer);
    }

    /** Who takes part in it is for its readers, not for logs. */
    @Override
    public String toString() {
        return "Ticket[" + number + " version " + version + " " + status + "]";
    }
}
