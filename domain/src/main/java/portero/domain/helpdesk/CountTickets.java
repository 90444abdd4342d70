package portero.domain.helpdesk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import portero.domain.Unavailable;
import portero.domain.schools.SchoolYear;

/**
 * Brings the numbers to what tickets are. Whoever tells of a change may tell of it twice, late or in any order, or not at all
 * if a later change is told: the ticket is looked at as it is, and the difference to what was counted of it is added.
 */
public final class CountTickets {
    private static final int TRIES = 20;

    private final Tickets tickets;
    private final Numbers numbers;
    private final BusinessHours hours;

    public CountTickets(Tickets tickets, Numbers numbers, BusinessHours hours) {
        this.tickets = tickets;
        this.numbers = numbers;
        this.hours = hours;
    }

    /** Counts one ticket; one that is not there counts for nothing. */
    public void run(TicketNumber number) {
        run(new SchoolYear(number.year()), List.of(number));
    }

    /** Counts tickets of one year. */
    void run(SchoolYear year, List<TicketNumber> some) {
        for (var round = 0; round < TRIES; round++) {
            var generations = numbers.generations(year);
            if (generations.counted().allMatch(generation -> bring(generations, generation, some))) {
                return;
            }
        }
        throw new Unavailable("dynamodb", Duration.ofSeconds(1), new IllegalStateException("Counted by many at once"));
    }

    private boolean bring(Generations generations, int generation, List<TicketNumber> some) {
        // In this order: what was counted then is never of a later ticket than the one that is looked at now.
        var counted = numbers.counted(some, generation);
        var found = tickets.findAll(some);
        for (var ticket : found.values()) {
            var before = Optional.ofNullable(counted.get(ticket.number()));
            var now = Share.of(ticket, hours);
            if (before.filter(same -> same.share().equals(now)).isEmpty()
                    && !numbers.count(generations, generation, ticket.number(), before, now)) {
                return false;
            }
        }
        return true;
    }
}
