package portero.domain.helpdesk;

import java.time.InstantSource;
import java.util.List;
import portero.domain.accounts.Caller;

/** The catalogue of topics, for everybody who is signed in; what agents often answer is for agents. */
public final class ListTopics {
    private final Topics topics;
    private final InstantSource clock;

    public ListTopics(Topics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    public List<Topic> run(Caller caller) {
        var now = clock.instant();
        var all = topics.all().all();
        return TicketAccess.isAgent(caller, now) ? all : all.stream().map(Topic::withoutAnswers).toList();
    }
}
