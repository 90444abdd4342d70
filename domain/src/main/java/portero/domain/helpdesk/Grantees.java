package portero.domain.helpdesk;

import java.util.Optional;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Caller;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/** People whom a ticket names, with what is granted to them now. */
final class Grantees {
    private final Accounts accounts;
    private final Personnel personnel;

    Grantees(Accounts accounts, Personnel personnel) {
        this.accounts = accounts;
        this.personnel = personnel;
    }

    /** As if they asked themselves; empty where they have no account, or none yet. */
    Optional<Caller> find(PersonId person) {
        return account(person).map(Grantees::asking);
    }

    /** Their account, once it is complete. */
    Optional<Account> account(PersonId person) {
        return personnel.find(person)
                .flatMap(found -> accounts.find(found.login()))
                .filter(account -> account.status() == Account.Status.ACTIVE);
    }

    /** The holder of an account, as if they asked themselves. */
    static Caller asking(Account account) {
        return new Caller(account.login(), account.person(), account.grants(), "");
    }
}
