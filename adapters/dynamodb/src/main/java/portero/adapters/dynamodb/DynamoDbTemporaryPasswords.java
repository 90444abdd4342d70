package portero.adapters.dynamodb;

import java.time.LocalDate;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.accounts.Login;
import portero.domain.accounts.TemporaryPasswords;

/** Temporary passwords by the day of their end, from the index. */
public final class DynamoDbTemporaryPasswords implements TemporaryPasswords {
    private static final int PAGE = 100;

    private final Table table;

    public DynamoDbTemporaryPasswords(Table table) {
        this.table = table;
    }

    @Override
    public Page<Login> endingOn(LocalDate day, Optional<String> cursor) {
        var after = cursor.map(Login::new).map(login -> Items.Item.of(Keys.account(login), Keys.ACCOUNT)
                .with(Items.GSI1_PK, Keys.temporary(day))
                .with(Items.GSI1_SK, login.value())
                .done());
        var page = table.queryIndex(Keys.temporary(day), PAGE, after.orElse(null));
        var logins = page.items().stream()
                .map(item -> new Login(Items.text(item, Items.GSI1_SK)))
                .toList();
        return new Page<>(logins, page.hasLastEvaluatedKey() ? Optional.of(logins.getLast().value()) : Optional.empty());
    }
}
