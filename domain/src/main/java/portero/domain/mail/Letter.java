package portero.domain.mail;

import java.time.Instant;
import java.util.List;
import portero.domain.Secret;

/** What a mail says, before it is put into words; times are shown in Lima's. */
public sealed interface Letter {
    /** @param link opens the page where the code is typed; holds no code */
    record RecoveryCode(String givenNames, Secret code, Instant expiresAt, String link, boolean offered) implements Letter {}

    record EmailCode(String givenNames, Secret code, Instant expiresAt) implements Letter {}

    record PasswordReset(String givenNames, String institution, Instant at) implements Letter {}

    record PasswordChanged(String givenNames, Instant at, String link) implements Letter {}

    record EmailChanged(String givenNames, Instant at) implements Letter {}

    record PasswordsEnding(String givenNames, List<School> schools, String link) implements Letter {}

    /** A school's people in {@link PasswordsEnding}, those that ended first. */
    record School(String name, List<Ending> endings) {}

    /** @param ended whether the password no longer works */
    record Ending(String fullName, Instant until, boolean ended) {}
}
