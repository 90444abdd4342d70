package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.text;

import java.util.Optional;
import portero.domain.Secret;
import portero.domain.signin.Captcha;
import portero.domain.signin.Captchas;

/** Issued verification codes in the table; the table forgets the unused ones by itself. */
public final class DynamoDbCaptchas implements Captchas {
    private final Table table;

    public DynamoDbCaptchas(Table table) {
        this.table = table;
    }

    @Override
    public void keep(Captcha.Issued issued) {
        table.put(Items.Item.of(Keys.captcha(issued.id()), Keys.ONLY)
                .with("kind", issued.kind().name())
                .with("action", issued.action().name())
                .with("key", issued.key().value())
                .with("validUntil", issued.expiresAt())
                .with(Items.EXPIRES_AT, issued.expiresAt().getEpochSecond() + 60)
                .done());
    }

    @Override
    public Optional<Captcha.Issued> take(String id) {
        return table.take(Keys.captcha(id), Keys.ONLY)
                .map(item -> new Captcha.Issued(
                        id,
                        Captcha.Kind.valueOf(text(item, "kind")),
                        Captcha.Action.valueOf(text(item, "action")),
                        new Secret(text(item, "key")),
                        Items.optionalAt(item, "validUntil").orElseThrow()));
    }
}
