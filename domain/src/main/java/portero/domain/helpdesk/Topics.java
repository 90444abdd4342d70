package portero.domain.helpdesk;

import java.util.Optional;
import portero.domain.accounts.Change;

/** The topics of the help desk: those that come with Portero, as its lead has changed them and added to them. */
public interface Topics {
    /** All of them, with every change that was answered before. */
    Catalogue all();

    default Optional<Topic> find(TopicId id) {
        return all().find(id);
    }

    /**
     * Adds or changes a topic, with the audit item; false if it is no longer at the version before, or if any other has
     * changed since {@code seen}: look again.
     */
    boolean save(Topic topic, Catalogue seen, Change change);
}
