package portero.domain.helpdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which agents are at which ticket just now. */
public interface Presences {
    /** How long somebody counts as present who says nothing more. */
    Duration LIFE = Duration.ofSeconds(60);

    /** @param writing whether they write, and do not just look */
    record Presence(Participant agent, boolean writing) {}

    /** Notes it in place of what the same agent did at the ticket before. */
    void note(TicketNumber ticket, Presence presence, Instant now);

    /** Those of the last {@link #LIFE}. */
    List<Presence> at(TicketNumber ticket, Instant now);
}
