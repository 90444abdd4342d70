package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.CHANGED_MEANWHILE;
import static portero.domain.Refusal.Reason.NOT_ALLOWED;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import portero.domain.Outcome;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.schools.InstitutionCode;

/** The lead of the help desk, which is whoever is its agent in the country, adds or changes a topic. */
public final class SaveTopic {
    static final String ACTION = "save-topic";

    private static final int TRIES = 5;

    private final Topics topics;
    private final InstantSource clock;

    public SaveTopic(Topics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** @param wanted with the version that the caller saw, 0 for a new one; what it says is cleaned before it is kept */
    public Outcome<Topic> run(Caller caller, Topic wanted) {
        var now = clock.instant();
        if (!TicketAccess.isLead(caller, now)) {
            return Outcome.refused(NOT_ALLOWED);
        }
        var next = wanted.cleaned();
        var change = new Change(
                caller.person(),
                ACTION,
                caller.person(),
                Optional.of(InstitutionCode.COUNTRY),
                now,
                caller.requestId(),
                Map.of("topic", next.id().value(), "version", Long.toString(next.version())));
        // Another topic may be saved at the same moment; that matters only if this one no longer fits then.
        for (var round = 0; round < TRIES; round++) {
            var catalogue = topics.all();
            if (catalogue.find(wanted.id()).map(Topic::version).orElse(0L) != wanted.version()) {
                return Outcome.refused(CHANGED_MEANWHILE);
            }
            if (!catalogue.takes(wanted.id(), wanted.parent())) {
                return Outcome.refused(new UnknownValue("parent"));
            }
            if (topics.save(next, catalogue, change)) {
                return Outcome.done(next);
            }
        }
        return Outcome.refused(CHANGED_MEANWHILE);
    }
}
