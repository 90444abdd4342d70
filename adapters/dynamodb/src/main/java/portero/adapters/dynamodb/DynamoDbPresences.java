package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.optionalAt;
import static portero.adapters.dynamodb.Items.optionalNumber;
import static portero.adapters.dynamodb.Items.text;

import java.time.Instant;
import java.util.List;
import portero.domain.helpdesk.Participant;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.schools.PersonId;

/** Who is at which ticket, in the ticket's partition; the table forgets it some minutes later. */
public final class DynamoDbPresences implements Presences {
    private static final int ALL = 1000;

    private final Table table;

    public DynamoDbPresences(Table table) {
        this.table = table;
    }

    @Override
    public void note(TicketNumber ticket, Presence presence, Instant now) {
        table.put(Items.Item.of(Keys.ticket(ticket), Keys.presence(presence.agent().person()))
                .with("agentName", presence.agent().fullName())
                .with("writing", presence.writing() ? 1 : 0)
                .with("presentUntil", now.plus(LIFE))
                .with(Items.EXPIRES_AT, now.plus(LIFE).getEpochSecond())
                .done());
    }

    @Override
    public List<Presence> at(TicketNumber ticket, Instant now) {
        return table.query(Keys.ticket(ticket), Keys.PRESENCE, ALL, null).items().stream()
                .filter(item -> optionalAt(item, "presentUntil").filter(now::isBefore).isPresent())
                .map(item -> new Presence(
                        new Participant(
                                new PersonId(text(item, Items.SK).substring(Keys.PRESENCE.length())), text(item, "agentName")),
                        optionalNumber(item, "writing").filter(writing -> writing == 1).isPresent()))
                .toList();
    }
}
