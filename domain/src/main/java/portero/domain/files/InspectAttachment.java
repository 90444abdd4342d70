package portero.domain.files;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.helpdesk.Entry;

/**
 * Decides what becomes of a file that lies in quarantine. Told twice, late, or many times at once, it comes to the same; and
 * where it died between two of its steps, the next time finishes: what was found clean is kept before it is said to be clean,
 * and what is refused is said to be refused before it is deleted.
 */
public final class InspectAttachment {
    private final Attachments attachments;
    private final AttachmentStore store;
    private final Inspector inspector;
    private final boolean awaitsScan;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param awaitsScan whether a file is clean only when a malware scanner has said so too */
    public InspectAttachment(
            Attachments attachments,
            AttachmentStore store,
            Inspector inspector,
            boolean awaitsScan,
            InstantSource clock,
            RandomGenerator random) {
        this.attachments = attachments;
        this.store = store;
        this.inspector = inspector;
        this.awaitsScan = awaitsScan;
        this.clock = clock;
        this.random = random;
    }

    /** What came of it. */
    public enum Result {
        PASSED,
        REFUSED,
        /** Nothing is wrong with it, but the scanner has not told yet. */
        AWAITS_SCAN,
        /** Nothing lies in quarantine, and nothing is known of what did. */
        ABSENT,
        /** It had been decided before, or the file is nobody's; what was left of it is deleted. */
        CLEARED
    }

    public Result run(AttachmentId id, String requestId) {
        while (true) {
            var result = attempt(id, requestId);
            if (result.isPresent()) {
                return result.get();
            }
            // Somebody else decided, or took it into a ticket, at the same moment: what they wrote is looked at now.
        }
    }

    private Optional<Result> attempt(AttachmentId id, String requestId) {
        var found = attachments.find(id);
        if (found.isEmpty()) {
            store.discard(id);
            return Optional.of(Result.CLEARED);
        }
        var attachment = found.get();
        return switch (attachment.state()) {
            case EXPECTED -> inspect(attachment, requestId);
            case CLEAN -> {
                store.release(id);
                yield Optional.of(Result.CLEARED);
            }
            case REFUSED, MISSING -> {
                store.discard(id);
                yield Optional.of(Result.CLEARED);
            }
        };
    }

    private Optional<Result> inspect(Attachment attachment, String requestId) {
        // One byte more than announced shows that there are more.
        var content = store.quarantined(attachment.id(), attachment.size() + 1);
        if (content.isEmpty()) {
            return Optional.of(Result.ABSENT);
        }
        var objection = objection(attachment, content.get());
        if (objection.isPresent()) {
            return refuse(attachment, objection.get(), requestId);
        }
        if (awaitsScan && !attachment.scanned()) {
            return Optional.of(Result.AWAITS_SCAN);
        }
        store.keep(attachment, content.get());
        if (!attachments.passed(attachment.id())) {
            return Optional.empty();
        }
        store.release(attachment.id());
        return Optional.of(Result.PASSED);
    }

    private Optional<Rejection> objection(Attachment attachment, byte[] content) {
        if (content.length != attachment.size()) {
            return Optional.of(Rejection.WRONG_SIZE);
        }
        if (!Sha256.of(content).equals(attachment.sha256())) {
            return Optional.of(Rejection.WRONG_HASH);
        }
        return inspector.objection(content, attachment.type());
    }

    private Optional<Result> refuse(Attachment attachment, Rejection why, String requestId) {
        var told = Entry.of(
                        Entry.Kind.ATTACHMENT_REFUSED, Entry.Author.SYSTEM, clock.instant(), requestId, random)
                .with(List.of(attachment.id()));
        if (!attachments.refuse(attachment, why, told)) {
            return Optional.empty();
        }
        store.discard(attachment.id());
        return Optional.of(Result.REFUSED);
    }

    /** A scanner found a threat: whatever was found before, the file is refused. */
    Result condemn(AttachmentId id, Rejection why, String requestId) {
        while (true) {
            var found = attachments.find(id).filter(known -> known.state().mayBecome(Attachment.State.REFUSED));
            if (found.isEmpty()) {
                return run(id, requestId);
            }
            var refused = refuse(found.get(), why, requestId);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
    }
}
