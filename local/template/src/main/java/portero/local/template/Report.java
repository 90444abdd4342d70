package portero.local.template;

import java.util.List;

/**
 * What a deployment did.
 *
 * @param standIns what it did not create, each type once
 */
public record Report(List<Change> changes, List<StandIn> standIns) {
    /**
     * One resource that a service here holds.
     *
     * @param resource where it stands in the template, such as {@code Data/Table}
     * @param id its id at the service
     */
    public record Change(String resource, String type, String id, Kind kind) {}

    public enum Kind {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        /** No longer in the template, but its {@code DeletionPolicy} keeps it. */
        RETAINED
    }
}
