package portero.domain.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;

/** A person's account, as Portero remembers it without asking the identity service, and all that was granted to it. */
public record Account(
        Login login,
        PersonId person,
        String fullName,
        Status status,
        Password password,
        Optional<Instant> lastSignInAt,
        List<Grant> grants) {

    /** Whether an identity stands behind the account. */
    public enum Status {
        /** Being created; see {@link CreateUser}. */
        PENDING,
        ACTIVE
    }

    /**
     * What is known of a password without knowing it.
     *
     * @param version counts passwords from 1, so that nobody replaces one that they have not heard of
     * @param temporaryUntil until when the temporary password may be used; empty once the person chose one
     * @param sessionsEndedAt sessions begun before then have ended with the password before
     */
    public record Password(long version, Optional<Instant> temporaryUntil, Optional<Instant> sessionsEndedAt) {
        // The identity service's clock and ours may differ a little.
        private static final Duration SKEW = Duration.ofSeconds(5);

        /** Whether a session begun then was ended by a later password; one of unknown beginning is, if there was any. */
        boolean hasEnded(Optional<Instant> sessionBegan) {
            return sessionsEndedAt
                    .filter(ended -> sessionBegan.filter(began -> !began.plus(SKEW).isBefore(ended)).isEmpty())
                    .isPresent();
        }

        /** The first, which somebody has to hand over. */
        public static Password first(Instant temporaryUntil) {
            return new Password(1, Optional.of(temporaryUntil), Optional.empty());
        }
    }

    public Account {
        grants = List.copyOf(grants);
    }

    public Optional<Instant> temporaryUntil() {
        return password.temporaryUntil();
    }

    /** Whether nobody has been in yet: the person's first password, or one given in its place, waits to be used. */
    public boolean isUntouched() {
        return password.temporaryUntil().isPresent() && lastSignInAt.isEmpty();
    }

    public Optional<Grant> grant(InstitutionCode institution, SchoolYear year) {
        return grants.stream()
                .filter(grant -> grant.institution().equals(institution) && grant.year().equals(year))
                .findFirst();
    }
}
