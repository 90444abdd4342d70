package portero.domain.helpdesk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolYear;

/** The counters of what the help desk does, by office, week and topic. */
public interface Numbers {
    /** In which generations a year's tickets are counted; the first one begins when it is asked for. */
    Generations generations(SchoolYear year);

    /** Takes the next step, from the first to the second; false if somebody else did: look again. */
    boolean step(Generations from, Generations to);

    /** What is counted of tickets in a generation. */
    Map<TicketNumber, Counted> counted(Collection<TicketNumber> tickets, int generation);

    /** @param times how often it was counted, so that nobody counts on what has been counted otherwise since */
    record Counted(Share share, long times) {}

    /**
     * Adds what a ticket adds now instead of what was counted of it before, and remembers that, in one transaction; false if
     * it was counted meanwhile, or the generations changed: look again.
     */
    boolean count(Generations seen, int generation, TicketNumber ticket, Optional<Counted> before, Share now);

    /** An office's numbers of those weeks, in no order; there may be several of one week and topic, to be added up. */
    List<Line> between(InstitutionCode office, Week first, Week last);

    /** Some numbers of a week and topic. */
    record Line(Week week, TopicId topic, Counts counts) {}

    /** What a key was used for before; see {@link #avoid}. */
    Earlier earlier(TicketOperation operation);

    /** See {@link #earlier}. */
    enum Earlier {
        NOTHING,
        THE_SAME,
        ANOTHER
    }

    /** Counts a ticket that was not filed, once; false if the key was used before. */
    boolean avoid(TicketOperation operation, List<InstitutionCode> offices, Week week, TopicId topic, Instant now);

    /** The sequence of the last ticket number of a year that was drawn; 0 if none was. */
    int lastDrawn(SchoolYear year);

    /** Up to which sequence the tickets were walked through for the step that is being taken. */
    int walked(Generations generations);

    /** Remembers that. */
    void walked(Generations generations, int sequence);

    /** Lets the table forget, some days later, what was counted of tickets in the generation that fades. */
    void forget(Generations generations, Collection<TicketNumber> tickets, Instant now);

    /** Lets the table forget, some days later, an office's numbers in the generation that fades. */
    void forget(Generations generations, InstitutionCode office, Instant now);
}
