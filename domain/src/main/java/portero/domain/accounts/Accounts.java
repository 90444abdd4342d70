package portero.domain.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.SchoolYear;

/** What is known of accounts and grants. Reads see every write that was answered before them, but for {@link #users}. */
public interface Accounts {
    Optional<Account> find(Login login);

    /** The accounts that exist, with just the grants for that institution and school year. */
    Map<Login, Account> findAll(Collection<Login> logins, InstitutionCode institution, SchoolYear year);

    /**
     * The grants for an institution and a school year, by surname; each with its account. May be a moment late.
     *
     * @throws portero.domain.schools.BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<User> users(InstitutionCode institution, SchoolYear year, Optional<String> cursor);

    /** A grant and the account that holds it. */
    record User(Grant grant, Account account) {}

    Optional<OperationState> operation(Operation operation);

    /**
     * Claims the right to create the person's identity until {@code now + lease}; nobody else can in that time.
     * A claim whose lease is over can be taken over, by the same operation or another.
     */
    Claim claim(Operation operation, Person person, Instant now, Duration lease);

    /** What came of {@link #claim}. */
    enum Claim {
        CLAIMED,
        /** The account is complete: no identity is to be created. */
        ACCOUNT_EXISTS,
        /** Another operation, or another try of this one, holds the claim. */
        HELD_BY_ANOTHER
    }

    /** Completes a claimed account with its first grant, in one transaction; false if the claim was lost meanwhile. */
    boolean activate(Operation operation, Person person, Grant grant, Instant temporaryUntil, Change change);

    /** Adds a grant to a complete account, in one transaction; false if anything stood against it: look again. */
    boolean add(Operation operation, Person person, Grant grant, Change change);

    /** Replaces a grant by its next version; false if it is no longer at the version before. */
    boolean replace(Grant grant, Change change);

    /** Removes a grant; false if it is no longer there at its version. */
    boolean remove(Grant grant, Change change);

    /**
     * Remembers that the person signed in with a password of their own.
     *
     * @param now a moment before the password was looked at: one that was replaced since then is not taken for their own
     */
    void signedIn(Login login, Instant now);

    /**
     * Remembers that the person chose a password in place of a temporary one.
     *
     * @param change at a moment before the password was set: one that was replaced since then is not taken for their own
     */
    void passwordChosen(Login login, Change change);
}
