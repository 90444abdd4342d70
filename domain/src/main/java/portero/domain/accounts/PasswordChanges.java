package portero.domain.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.mail.Message;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.PersonId;

/**
 * Replacing passwords in steps, since the store and the identity service cannot commit together: claim, set the password in
 * the identity service, complete. Of several that want to replace one account's password, one at a time holds the claim.
 */
public interface PasswordChanges {
    /** Claims the account's password until {@code now + lease}; a claim whose lease is over can be taken over. */
    Claim claim(PasswordChange change, Instant now, Duration lease);

    /** What came of {@link #claim}. */
    enum Claim {
        CLAIMED,
        /** Another change, or another try of this one, is at work, or the account is only being created. */
        HELD_BY_ANOTHER,
        /** There is a later password than {@link PasswordChange#seenVersion()}. */
        CHANGED_MEANWHILE,
        /** This very change was completed before; its password can be replaced by {@link #claimAgain}. */
        DONE_BEFORE,
        /** The id was used with another fingerprint. */
        ID_REUSED,
        NO_ACCOUNT
    }

    /**
     * Claims anew a completed reset whose answer may have been lost; {@link Claim#CHANGED_MEANWHILE} when its password is
     * no longer the account's, because the person chose one or somebody else gave one.
     */
    Claim claimAgain(PasswordChange change, Instant now, Duration lease);

    /**
     * Records the new password with the audit item and the messages, in one transaction, and ends the claim; false if the
     * claim was lost meanwhile. The version becomes the next, and sessions begun before {@code audit.at()} have ended.
     *
     * @param temporaryUntil empty when the person chose the password
     * @param proved an address that the person has proved to read, which is verified from now on if it is still theirs
     */
    boolean complete(
            PasswordChange change,
            Optional<Instant> temporaryUntil,
            Optional<EmailAddress> proved,
            Change audit,
            List<Message> messages);

    /** Gives the claim up: the password was not replaced. */
    void abandon(PasswordChange change);

    /** Claims whose lease was over before {@code before}, oldest first. May be a moment late. */
    Page<Unfinished> unfinished(Instant before, Optional<String> cursor);

    /** Takes over what somebody left, under their claim, until {@code now + lease}; false if it is no longer left. */
    boolean takeOver(Unfinished unfinished, Instant now, Duration lease);

    /** Removes an account that was never completed, whose claim was taken over; false if it is no longer so. */
    boolean undo(Unfinished unfinished);

    /**
     * What somebody left half done.
     *
     * @param change empty when it is the account itself that was being created
     * @param operation names the claim: the change's, or the one that was creating the account
     * @param claimedAt when the password was first claimed, by whomever, since it was last known
     * @param temporaryUntil what the account said of its password before
     */
    record Unfinished(
            Login login,
            PersonId person,
            Optional<PasswordChange> change,
            String operation,
            Instant claimedAt,
            Optional<Instant> temporaryUntil) {}
}
