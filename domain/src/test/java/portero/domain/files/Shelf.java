package portero.domain.files;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import portero.domain.Page;
import portero.domain.files.Attachment.State;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.SchoolYear;

/** Files in memory, under the conditions of the table; whoever uses it dies after as many steps as it is told. */
final class Shelf implements Attachments, AttachmentStore {
    /** The end of whoever was at work. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final Map<AttachmentId, Attachment> known = new HashMap<>();
    final Map<AttachmentId, byte[]> quarantine = new HashMap<>();
    final Map<AttachmentId, byte[]> clean = new HashMap<>();
    final List<Entry> told = new ArrayList<>();
    private final Set<AttachmentId> abandoned = new HashSet<>();
    private final Set<AttachmentId> settled = new HashSet<>();
    private int steps = Integer.MAX_VALUE;

    void dieAfter(int count) {
        steps = count;
    }

    void live() {
        steps = Integer.MAX_VALUE;
    }

    private void step() {
        if (steps-- <= 0) {
            throw new Death();
        }
    }

    void bind(AttachmentId id, TicketNumber ticket) {
        change(id, attachment -> new Attachment(
                id,
                attachment.owner(),
                attachment.name(),
                attachment.size(),
                attachment.sha256(),
                attachment.createdAt(),
                attachment.state(),
                attachment.rejection(),
                attachment.scanned(),
                Optional.of(ticket)));
    }

    private void change(AttachmentId id, UnaryOperator<Attachment> change) {
        known.computeIfPresent(id, (_, attachment) -> change.apply(attachment));
    }

    private boolean become(AttachmentId id, State state, Optional<Rejection> why) {
        step();
        var may = find(id).filter(attachment -> attachment.state().mayBecome(state)).isPresent();
        if (may) {
            change(id, old -> new Attachment(
                    id, old.owner(), old.name(), old.size(), old.sha256(), old.createdAt(), state, why, old.scanned(), old.ticket()));
        }
        return may;
    }

    @Override
    public void expect(Attachment attachment) {
        known.put(attachment.id(), attachment);
    }

    @Override
    public Optional<Attachment> find(AttachmentId id) {
        return Optional.ofNullable(known.get(id)).filter(_ -> !abandoned.contains(id));
    }

    @Override
    public List<Attachment> findAll(Collection<AttachmentId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public boolean passed(AttachmentId id) {
        return become(id, State.CLEAN, Optional.empty());
    }

    @Override
    public boolean refuse(Attachment attachment, Rejection why, Entry line) {
        if (!find(attachment.id()).map(Attachment::ticket).equals(Optional.of(attachment.ticket()))) {
            return false;
        }
        var refused = become(attachment.id(), State.REFUSED, Optional.of(why));
        if (refused && attachment.ticket().isPresent()) {
            told.add(line);
        }
        return refused;
    }

    @Override
    public boolean missing(AttachmentId id) {
        return become(id, State.MISSING, Optional.empty());
    }

    @Override
    public void scanned(AttachmentId id) {
        step();
        change(id, old -> new Attachment(
                id, old.owner(), old.name(), old.size(), old.sha256(), old.createdAt(), old.state(), old.rejection(), true, old.ticket()));
    }

    @Override
    public Page<AttachmentId> announcedOn(LocalDate day, Optional<String> cursor) {
        return new Page<>(
                known.values().stream()
                        .filter(file -> file.createdAt().atZone(SchoolYear.LIMA).toLocalDate().equals(day))
                        .map(Attachment::id)
                        .filter(id -> !settled.contains(id))
                        .toList(),
                Optional.empty());
    }

    @Override
    public boolean abandon(AttachmentId id) {
        step();
        var may = Optional.ofNullable(known.get(id)).filter(file -> file.ticket().isEmpty()).isPresent();
        return may && (abandoned.add(id) || may);
    }

    @Override
    public void forget(AttachmentId id) {
        step();
        known.remove(id);
        abandoned.remove(id);
    }

    @Override
    public void settle(AttachmentId id) {
        step();
        find(id).filter(file -> file.state() != State.EXPECTED).ifPresent(_ -> settled.add(id));
    }

    @Override
    public Optional<byte[]> quarantined(AttachmentId id, int most) {
        return Optional.ofNullable(quarantine.get(id)).map(content -> Arrays.copyOf(content, Math.min(most, content.length)));
    }

    @Override
    public void keep(Attachment attachment, byte[] content) {
        step();
        clean.put(attachment.id(), content);
    }

    @Override
    public void release(AttachmentId id) {
        step();
        quarantine.remove(id);
    }

    @Override
    public void discard(AttachmentId id) {
        release(id);
        step();
        clean.remove(id);
    }
}
