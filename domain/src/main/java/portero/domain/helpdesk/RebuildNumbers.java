package portero.domain.helpdesk;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolYear;

/**
 * Counts a year's tickets anew while they go on changing: builds a generation beside the current one by walking through the
 * year's numbers, puts it in its place, and walks once more to forget the one before. Can end at any moment and be run
 * again; it goes on where it was.
 */
public final class RebuildNumbers {
    private static final int SLICE = 100;

    private final CountTickets countTickets;
    private final Tickets tickets;
    private final Numbers numbers;
    private final InstantSource clock;

    public RebuildNumbers(Tickets tickets, Numbers numbers, BusinessHours hours, InstantSource clock) {
        this.countTickets = new CountTickets(tickets, numbers, hours);
        this.tickets = tickets;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * How far it got.
     *
     * @param done false where it must be run again
     * @param walked sequences walked through in this run
     */
    public record Report(boolean done, int generation, long walked) {}

    /** @param goOn whether there is time for another slice */
    public Report run(SchoolYear year, BooleanSupplier goOn) {
        var walked = 0L;
        var forgotten = new HashSet<InstitutionCode>();
        var generations = numbers.generations(year);
        if (isAtRest(generations)) {
            numbers.step(generations, generations.next());
            generations = numbers.generations(year);
        }
        while (!isAtRest(generations) && goOn.getAsBoolean()) {
            var from = numbers.walked(generations);
            var last = numbers.lastDrawn(year);
            if (from >= last) {
                numbers.step(generations, generations.next());
                generations = numbers.generations(year);
            } else {
                var to = Math.min(from + SLICE, last);
                walk(generations, slice(year, from + 1, to), forgotten);
                numbers.walked(generations, to);
                walked += to - from;
            }
        }
        return new Report(isAtRest(generations), generations.current(), walked);
    }

    private static boolean isAtRest(Generations generations) {
        return generations.building().isEmpty() && generations.fading().isEmpty();
    }

    private static List<TicketNumber> slice(SchoolYear year, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(sequence -> new TicketNumber(year.value(), sequence))
                .toList();
    }

    private void walk(Generations generations, List<TicketNumber> slice, Set<InstitutionCode> forgotten) {
        countTickets.run(generations.year(), slice);
        if (generations.fading().isPresent()) {
            numbers.forget(generations, slice, clock.instant());
            for (var ticket : tickets.findAll(slice).values()) {
                for (var office : ticket.filing().routedTo().path()) {
                    if (forgotten.add(office)) {
                        numbers.forget(generations, office, clock.instant());
                    }
                }
            }
        }
    }
}
