package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.files.Attachment;
import portero.domain.files.Attachment.State;
import portero.domain.files.AttachmentId;
import portero.domain.files.Attachments;
import portero.domain.files.FileName;
import portero.domain.files.Rejection;
import portero.domain.files.Sha256;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Attached files in the table, one item each. */
public final class DynamoDbAttachments implements Attachments {
    private static final int PAGE = 100;

    private static final AttributeValue EXPECTED = s(State.EXPECTED.name());
    private static final AttributeValue CLEAN = s(State.CLEAN.name());

    private final Table table;

    public DynamoDbAttachments(Table table) {
        this.table = table;
    }

    /**
     * Makes a file part of a ticket, in the transaction of what is sent with it. The transaction fails where the file is
     * somebody else's, refused, about to be forgotten, or part of a ticket already.
     *
     * @param owner who sends it
     */
    static TransactWriteItem binding(Table table, AttachmentId id, PersonId owner, TicketNumber ticket) {
        return table.updating(
                Keys.attachment(id),
                Keys.ONLY,
                "SET ticket = :ticket",
                "uploadedBy = :owner AND attachmentState IN (:expected, :clean)"
                        + " AND attribute_not_exists(ticket) AND attribute_not_exists(abandoned)",
                Map.of(":ticket", s(ticket.toString()), ":owner", s(owner.value()), ":expected", EXPECTED, ":clean", CLEAN));
    }

    @Override
    public void expect(Attachment attachment) {
        table.put(Items.Item.of(Keys.attachment(attachment.id()), Keys.ONLY)
                .with("uploadedBy", attachment.owner().value())
                .with("fileName", attachment.name().value())
                .with("size", attachment.size())
                .with("sha256", attachment.sha256().value())
                .with("createdAt", attachment.createdAt())
                .with("attachmentState", attachment.state().name())
                .with(Items.GSI1_PK, Keys.announced(attachment.createdAt().atZone(SchoolYear.LIMA).toLocalDate()))
                .with(Items.GSI1_SK, attachment.id().value())
                .done());
    }

    @Override
    public Optional<Attachment> find(AttachmentId id) {
        return table.get(Keys.attachment(id), Keys.ONLY).filter(DynamoDbAttachments::isThere).map(DynamoDbAttachments::attachment);
    }

    @Override
    public List<Attachment> findAll(Collection<AttachmentId> ids) {
        var keys = ids.stream().map(id -> Items.key(Keys.attachment(id), Keys.ONLY)).toList();
        return table.getAll(keys).stream()
                .filter(DynamoDbAttachments::isThere)
                .map(DynamoDbAttachments::attachment)
                .toList();
    }

    @Override
    public boolean passed(AttachmentId id) {
        return table.update(
                Keys.attachment(id),
                Keys.ONLY,
                "SET attachmentState = :clean",
                "attachmentState = :expected AND attribute_not_exists(abandoned)",
                Map.of(":clean", CLEAN, ":expected", EXPECTED));
    }

    @Override
    public boolean refuse(Attachment attachment, Rejection why, Entry told) {
        var values = new HashMap<>(Map.of(
                ":refused", s(State.REFUSED.name()),
                ":why", s(why.name()),
                ":expected", EXPECTED,
                ":clean", CLEAN));
        // What it was sent with must hear of it, and it may be sent at this very moment.
        attachment.ticket().ifPresent(ticket -> values.put(":ticket", s(ticket.toString())));
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(table.updating(
                Keys.attachment(attachment.id()),
                Keys.ONLY,
                "SET attachmentState = :refused, rejection = :why",
                "attachmentState IN (:expected, :clean) AND attribute_not_exists(abandoned) AND "
                        + (attachment.ticket().isPresent() ? "ticket = :ticket" : "attribute_not_exists(ticket)"),
                values));
        attachment.ticket().ifPresent(ticket -> writes.add(table.putting(TicketItems.item(ticket, told))));
        return table.transact(writes.toArray(TransactWriteItem[]::new));
    }

    @Override
    public boolean missing(AttachmentId id) {
        return table.update(
                Keys.attachment(id),
                Keys.ONLY,
                "SET attachmentState = :missing",
                "attachmentState = :expected AND attribute_exists(ticket)",
                Map.of(":missing", s(State.MISSING.name()), ":expected", EXPECTED));
    }

    @Override
    public void scanned(AttachmentId id) {
        table.update(
                Keys.attachment(id),
                Keys.ONLY,
                "SET scanned = :clean",
                "attribute_exists(pk)",
                Map.of(":clean", CLEAN));
    }

    @Override
    public Page<AttachmentId> announcedOn(LocalDate day, Optional<String> cursor) {
        var after = cursor.map(id -> Items.Item.of(Keys.ATTACHMENT + id, Keys.ONLY)
                        .with(Items.GSI1_PK, Keys.announced(day))
                        .with(Items.GSI1_SK, id)
                        .done())
                .orElse(null);
        var page = table.queryIndex(Keys.announced(day), PAGE, after);
        return new Page<>(
                page.items().stream()
                        .map(item -> new AttachmentId(text(item, Items.GSI1_SK)))
                        .toList(),
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.lastEvaluatedKey(), Items.GSI1_SK))
                        : Optional.empty());
    }

    @Override
    public boolean abandon(AttachmentId id) {
        return table.update(
                Keys.attachment(id),
                Keys.ONLY,
                "SET abandoned = :yes",
                "attribute_exists(pk) AND attribute_not_exists(ticket)",
                Map.of(":yes", s("yes")));
    }

    @Override
    public void forget(AttachmentId id) {
        table.delete(Keys.attachment(id), Keys.ONLY);
    }

    @Override
    public void settle(AttachmentId id) {
        table.update(
                Keys.attachment(id),
                Keys.ONLY,
                "REMOVE gsi1pk, gsi1sk",
                "attribute_exists(ticket) AND attachmentState <> :expected",
                Map.of(":expected", EXPECTED));
    }

    private static boolean isThere(Map<String, AttributeValue> item) {
        return !item.containsKey("abandoned");
    }

    private static Attachment attachment(Map<String, AttributeValue> item) {
        return new Attachment(
                new AttachmentId(text(item, Items.PK).substring(Keys.ATTACHMENT.length())),
                new PersonId(text(item, "uploadedBy")),
                FileName.parse(text(item, "fileName")).orElseThrow(),
                Items.optionalNumber(item, "size").map(Math::toIntExact).orElseThrow(),
                new Sha256(text(item, "sha256")),
                Items.optionalAt(item, "createdAt").orElseThrow(),
                State.valueOf(text(item, "attachmentState")),
                Items.optionalText(item, "rejection").map(Rejection::valueOf),
                Items.optionalText(item, "scanned").isPresent(),
                Items.optionalText(item, "ticket").flatMap(TicketNumber::parse));
    }
}
