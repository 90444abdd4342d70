package portero.domain.files;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import portero.domain.files.InspectAttachment.Result;
import portero.domain.schools.SchoolYear;

/**
 * Clears up after a day: forgets files that were sent with no ticket, inspects those whose upload nobody was told of, and
 * notes which of a ticket's files never arrived. Run twice, late or at once, it comes to the same.
 */
public final class SweepAttachments {
    private static final Duration AGE = Duration.ofDays(1);
    private static final int DAYS_BACK = 8;

    private final Attachments attachments;
    private final AttachmentStore store;
    private final InspectAttachment inspect;
    private final InstantSource clock;

    public SweepAttachments(
            Attachments attachments, AttachmentStore store, InspectAttachment inspect, InstantSource clock) {
        this.attachments = attachments;
        this.store = store;
        this.inspect = inspect;
        this.clock = clock;
    }

    /** What became of a file. */
    public enum Swept {
        /** It belonged to no ticket. */
        FORGOTTEN,
        /** It belongs to a ticket and never arrived. */
        MISSING,
        /** It belongs to a ticket, and was decided before or now. */
        SETTLED,
        /** It is too young, or waits for the scanner. */
        LEFT,
        FAILED
    }

    /** @param faults told of each file that could not be dealt with; the others are all the same */
    public Map<Swept, Long> run(String requestId, Consumer<RuntimeException> faults) {
        var now = clock.instant();
        var counts = new EnumMap<Swept, Long>(Swept.class);
        for (var swept : Swept.values()) {
            counts.put(swept, 0L);
        }
        for (var id : announced(now)) {
            counts.merge(swept(id, now, requestId, faults), 1L, Long::sum);
        }
        return counts;
    }

    private List<AttachmentId> announced(Instant now) {
        var today = now.atZone(SchoolYear.LIMA).toLocalDate();
        var ids = new ArrayList<AttachmentId>();
        for (var back = 0; back <= DAYS_BACK; back++) {
            Optional<String> cursor = Optional.empty();
            do {
                var page = attachments.announcedOn(today.minusDays(back), cursor);
                ids.addAll(page.items());
                cursor = page.next();
            } while (cursor.isPresent());
        }
        return ids;
    }

    private Swept swept(AttachmentId id, Instant now, String requestId, Consumer<RuntimeException> faults) {
        try {
            return sweep(id, now, requestId);
        } catch (RuntimeException fault) {
            faults.accept(fault);
            return Swept.FAILED;
        }
    }

    private Swept sweep(AttachmentId id, Instant now, String requestId) {
        var found = attachments.find(id);
        if (found.filter(young -> young.createdAt().plus(AGE).isAfter(now)).isPresent()) {
            return Swept.LEFT;
        }
        // Whoever died between abandoning and forgetting left one that is found no more.
        if (found.flatMap(Attachment::ticket).isEmpty() && attachments.abandon(id)) {
            store.discard(id);
            attachments.forget(id);
            return Swept.FORGOTTEN;
        }
        var result = inspect.run(id, requestId);
        if (result == Result.AWAITS_SCAN) {
            return Swept.LEFT;
        }
        var isMissing = result == Result.ABSENT && attachments.missing(id);
        attachments.settle(id);
        return isMissing ? Swept.MISSING : Swept.SETTLED;
    }
}
