package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.text;

import java.time.Instant;
import java.util.Optional;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.TicketNumber;

/** Single-use links in the table, each in its ticket's partition. */
public final class DynamoDbRatings implements Ratings {
    private final Table table;

    public DynamoDbRatings(Table table) {
        this.table = table;
    }

    @Override
    public void issue(TicketNumber ticket, Issued issued) {
        table.put(Items.Item.of(Keys.ticket(ticket), Keys.RATING)
                .with("tokenHash", issued.tokenHash())
                .with(Items.EXPIRES_AT, issued.expiresAt().getEpochSecond())
                .done());
    }

    @Override
    public Optional<Issued> find(TicketNumber ticket) {
        return table.get(Keys.ticket(ticket), Keys.RATING)
                .map(item -> new Issued(
                        text(item, "tokenHash"),
                        Instant.ofEpochSecond(
                                Items.optionalNumber(item, Items.EXPIRES_AT).orElseThrow())));
    }
}
