package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.at;
import static portero.adapters.dynamodb.Items.n;
import static portero.adapters.dynamodb.Items.s;
import static portero.adapters.dynamodb.Items.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import portero.adapters.dynamodb.Messages.State;
import portero.domain.Page;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The outbox in the table; the table's stream tells of messages that wait. */
public final class DynamoDbOutbox implements Outbox {
    private static final int PAGE = 100;
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final AttributeValue WAITING = s(State.WAITING.name());
    private static final AttributeValue SENDING = s(State.SENDING.name());
    private static final AttributeValue RETRY = s(State.RETRY.name());
    private static final AttributeValue SENT = s(State.SENT.name());
    private static final AttributeValue GIVEN_UP = s(State.GIVEN_UP.name());

    private final Table table;

    public DynamoDbOutbox(Table table) {
        this.table = table;
    }

    @Override
    public boolean put(Message message) {
        return table.transact(Messages.writing(table, message));
    }

    @Override
    public Optional<Message> find(MessageId id) {
        return table.get(Keys.outbox(id), Keys.ONLY).map(Messages::message);
    }

    @Override
    public Optional<Message> claim(MessageId id, Instant now) {
        // Read first: what cannot be read must not look as if somebody were sending it.
        return find(id).filter(_ -> table.update(
                Keys.outbox(id),
                Keys.ONLY,
                "SET messageState = :sending, claimedAt = :now",
                "messageState IN (:waiting, :retry)",
                Map.of(":sending", SENDING, ":waiting", WAITING, ":retry", RETRY, ":now", at(now))));
    }

    @Override
    public void sent(MessageId id, String providerId, Instant now) {
        // Even one that was given up or offered again: the provider knows best what it sent.
        table.update(
                Keys.outbox(id),
                Keys.ONLY,
                "SET messageState = :sent, providerId = :provider, sentAt = :now, expiresAt = :forgetAt"
                        + " REMOVE gsi1pk, gsi1sk",
                "attribute_exists(pk) AND messageState <> :sent",
                Map.of(
                        ":sent", SENT,
                        ":provider", s(providerId),
                        ":now", at(now),
                        ":forgetAt", n(now.plus(MEMORY).getEpochSecond())));
    }

    @Override
    public void release(MessageId id) {
        table.update(
                Keys.outbox(id),
                Keys.ONLY,
                "SET messageState = :retry",
                "messageState = :sending",
                Map.of(":retry", RETRY, ":sending", SENDING));
    }

    @Override
    public void giveUp(MessageId id, String reason, Instant now) {
        table.update(
                Keys.outbox(id),
                Keys.ONLY,
                "SET messageState = :givenUp, givenUpFor = :reason, expiresAt = :forgetAt REMOVE gsi1pk, gsi1sk",
                "messageState IN (:waiting, :sending, :retry)",
                Map.of(
                        ":givenUp", GIVEN_UP,
                        ":reason", s(reason),
                        ":forgetAt", n(now.plus(MEMORY).getEpochSecond()),
                        ":waiting", WAITING,
                        ":sending", SENDING,
                        ":retry", RETRY));
    }

    @Override
    public Page<MessageId> unsent(Instant before, Optional<String> cursor) {
        var after = cursor.map(DynamoDbOutbox::afterMessage).orElse(null);
        var page = table.queryIndexBefore(Keys.UNSENT, Messages.sortKey(before), PAGE, after);
        var ids = new ArrayList<MessageId>();
        for (var item : page.items()) {
            if (Items.optionalAt(item, "claimedAt").filter(claimed -> !claimed.isBefore(before)).isEmpty()) {
                ids.add(id(text(item, Items.PK)));
            }
        }
        return new Page<>(
                ids,
                page.hasLastEvaluatedKey()
                        ? Optional.of(text(page.lastEvaluatedKey(), Items.GSI1_SK))
                        : Optional.empty());
    }

    @Override
    public boolean offerAgain(MessageId id, Instant now) {
        // Whoever claimed it a moment ago is still at work; the stream tells of the item because the time in it differs.
        var values = Map.of(
                ":waiting", WAITING,
                ":sending", SENDING,
                ":retry", RETRY,
                ":now", at(now),
                ":dead", at(now.minus(PATIENCE)),
                ":one", n(1),
                ":most", n(MOST_OFFERS));
        var offered = table.update(
                Keys.outbox(id),
                Keys.ONLY,
                "SET messageState = :waiting, offeredAt = :now ADD offers :one",
                "messageState IN (:waiting, :sending, :retry)"
                        + " AND (attribute_not_exists(claimedAt) OR claimedAt <= :dead)"
                        + " AND (attribute_not_exists(offers) OR offers < :most)",
                values);
        if (!offered && offers(id) >= MOST_OFFERS) {
            giveUp(id, "not-deliverable", now);
        }
        return offered;
    }

    private long offers(MessageId id) {
        return table.get(Keys.outbox(id), Keys.ONLY)
                .flatMap(item -> Items.optionalNumber(item, "offers"))
                .orElse(0L);
    }

    private static Map<String, AttributeValue> afterMessage(String cursor) {
        var id = cursor.substring(cursor.indexOf('#') + 1);
        return Items.Item.of(Keys.OUTBOX + id, Keys.ONLY)
                .with(Items.GSI1_PK, Keys.UNSENT)
                .with(Items.GSI1_SK, cursor)
                .done();
    }

    private static MessageId id(String pk) {
        return new MessageId(pk.substring(Keys.OUTBOX.length()));
    }
}
