package portero.adapters.inspection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import portero.domain.Page;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.AttachmentStore;
import portero.domain.files.Attachments;
import portero.domain.files.FileName;
import portero.domain.files.Rejection;
import portero.domain.files.Sha256;
import portero.domain.helpdesk.Entry;
import portero.domain.schools.PersonId;

/** Keeps one file, as it was announced and sent. */
final class Shelf implements Attachments, AttachmentStore {
    private Attachment attachment;
    private byte @Nullable [] quarantined;
    private byte @Nullable [] clean;

    Shelf(AttachmentId id, Sample sample) {
        attachment = new Attachment(
                id,
                new PersonId("0123456789abcdef"),
                FileName.parse(sample.name()).orElseThrow(),
                sample.announcedSize(),
                Sha256.of(sample.announcedContent()),
                Instant.EPOCH,
                Attachment.State.EXPECTED,
                Optional.empty(),
                false,
                Optional.empty());
        quarantined = sample.content();
    }

    Attachment attachment() {
        return attachment;
    }

    Optional<byte[]> clean() {
        return Optional.ofNullable(clean);
    }

    private boolean become(Attachment.State state, Optional<Rejection> why) {
        var may = attachment.state().mayBecome(state);
        if (may) {
            attachment = new Attachment(
                    attachment.id(),
                    attachment.owner(),
                    attachment.name(),
                    attachment.size(),
                    attachment.sha256(),
                    attachment.createdAt(),
                    state,
                    why,
                    attachment.scanned(),
                    attachment.ticket());
        }
        return may;
    }

    @Override
    public void expect(Attachment announced) {
        attachment = announced;
    }

    @Override
    public Optional<Attachment> find(AttachmentId id) {
        return Optional.of(attachment).filter(known -> known.id().equals(id));
    }

    @Override
    public List<Attachment> findAll(Collection<AttachmentId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public boolean passed(AttachmentId id) {
        return become(Attachment.State.CLEAN, Optional.empty());
    }

    @Override
    public boolean refuse(Attachment refused, Rejection why, Entry told) {
        return become(Attachment.State.REFUSED, Optional.of(why));
    }

    @Override
    public boolean missing(AttachmentId id) {
        return become(Attachment.State.MISSING, Optional.empty());
    }

    @Override
    public void scanned(AttachmentId id) {}

    @Override
    public Page<AttachmentId> announcedOn(LocalDate day, Optional<String> cursor) {
        return new Page<>(List.of(attachment.id()), Optional.empty());
    }

    @Override
    public boolean abandon(AttachmentId id) {
        return attachment.ticket().isEmpty();
    }

    @Override
    public void forget(AttachmentId id) {}

    @Override
    public void settle(AttachmentId id) {}

    @Override
    public Optional<byte[]> quarantined(AttachmentId id, int most) {
        return Optional.ofNullable(quarantined)
                .map(content -> content.length > most ? Arrays.copyOf(content, most) : content);
    }

    @Override
    public void keep(Attachment kept, byte[] content) {
        clean = content;
    }

    @Override
    public void release(AttachmentId id) {
        quarantined = null;
    }

    @Override
    public void discard(AttachmentId id) {
        quarantined = null;
        clean = null;
    }
}
