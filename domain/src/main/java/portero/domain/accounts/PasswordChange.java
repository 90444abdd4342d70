package portero.domain.accounts;

import java.util.Optional;
import java.util.OptionalLong;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

/**
 * One replacement of an account's password, however often it is tried.
 *
 * @param id names it in the store: for a reset, the caller and their Idempotency-Key; else what was used up for it
 * @param fingerprint differs when the same key is used for another intention
 * @param seenVersion {@link Account.Password#version} that whoever asks knows of, where they must know of it
 */
public record PasswordChange(
        String id, String fingerprint, Kind kind, Login login, PersonId person, OptionalLong seenVersion) {
    /** Why a password is replaced. */
    public enum Kind {
        /** Somebody who looks after the person gives a temporary one. */
        RESET,
        /** The person proved to hold their e-mail address. */
        RECOVERY,
        /** The person knew the one before. */
        OWN
    }

    /** A temporary password that the caller gives by their role in that institution. */
    public static PasswordChange reset(
            Caller caller, IdempotencyKey key, InstitutionCode institution, Account account, long seenVersion) {
        return new PasswordChange(
                Operation.id(caller.person(), key),
                institution + "|" + account.person() + "|" + Kind.RESET,
                Kind.RESET,
                account.login(),
                account.person(),
                OptionalLong.of(seenVersion));
    }

    /** A temporary password that the caller gives because that offer lets them, once for all who might take it. */
    static PasswordChange offered(
            Caller caller, IdempotencyKey key, InstitutionCode institution, Account account, ResetPassword.Offer offer) {
        return new PasswordChange(
                Operation.id(caller.person(), key),
                institution + "|" + account.person() + "|" + Kind.RESET + "|" + offer.ticket(),
                Kind.RESET,
                account.login(),
                account.person(),
                OptionalLong.of(offer.seenVersion()));
    }

    /** Another temporary password in place of the one that {@link CreateUser} gave, whose answer may have been lost. */
    static PasswordChange reissue(Operation operation, Login login) {
        return new PasswordChange(
                operation.id(), operation.fingerprint(), Kind.RESET, login, operation.subject(), OptionalLong.empty());
    }

    /** A password that somebody chooses with the code of that request, in place of the one that it was issued for. */
    public static PasswordChange recovery(RecoveryId recovery, Account account, long seenVersion) {
        return chosen("recovery#" + recovery, Kind.RECOVERY, account, seenVersion);
    }

    /** A password that a person chooses who knows the one before. */
    public static PasswordChange own(Caller caller, Account account) {
        return chosen("own#" + caller.person() + "#" + caller.requestId(), Kind.OWN, account, account.password().version());
    }

    private static PasswordChange chosen(String id, Kind kind, Account account, long seenVersion) {
        return new PasswordChange(
                id,
                account.person() + "|" + kind,
                kind,
                account.login(),
                account.person(),
                OptionalLong.of(seenVersion));
    }

    /** Whose doing it is. */
    PersonId by() {
        return kind == Kind.RESET ? new PersonId(id.substring(0, id.indexOf('#'))) : person;
    }

    /** Where it is done, if in the name of an institution. */
    Optional<InstitutionCode> institution() {
        return kind == Kind.RESET
                ? Optional.of(new InstitutionCode(fingerprint.substring(0, fingerprint.indexOf('|'))))
                : Optional.empty();
    }
}
