package portero.domain.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.Institution;
import portero.domain.schools.Member;

/**
 * A line of the list of users: a grant, whose it is, and what the caller may change about it.
 *
 * @param member empty when the person has left the personnel register
 * @param roles those that the caller may give instead; empty where the caller may not touch the grant
 * @param lockedUntil until when wrong passwords keep the person waiting
 */
public record UserView(
        Grant grant,
        Account account,
        Optional<Member> member,
        List<Role> roles,
        State state,
        Reset reset,
        Optional<Instant> lockedUntil,
        boolean isSelf) {

    /** What a director needs to know of a key that they gave. */
    public enum State {
        PENDING,
        NEVER_SIGNED_IN,
        TEMPORARY_EXPIRED,
        ACTIVE,
        /** Last school year's. */
        ENDED;

        /** Of an account, whichever its grants: ended where it has none for this school year. */
        public static State of(Account account, Instant now) {
            return account.grants().stream().anyMatch(grant -> grant.holdsAt(now)) || account.status() == Account.Status.PENDING
                    ? ofKey(account, now)
                    : ENDED;
        }

        private static State ofKey(Account account, Instant now) {
            if (account.status() == Account.Status.PENDING) {
                return PENDING;
            }
            return account.temporaryUntil()
                    .map(until -> now.isBefore(until) ? NEVER_SIGNED_IN : TEMPORARY_EXPIRED)
                    .orElse(ACTIVE);
        }
    }

    /** Whether the caller may reset the password, as far as this institution alone tells. */
    public enum Reset {
        AVAILABLE,
        /** The person recovers it by mail; a reset needs a reason. */
        BY_EMAIL,
        /** The person's role here is not below the caller's. */
        HIGHER_ROLE,
        SELF,
        /** The account is being created, or the grant is last year's. */
        NOT_READY
    }

    static UserView of(
            Grant grant,
            Account account,
            Optional<Member> member,
            Optional<Instant> lockedUntil,
            Caller caller,
            Role by,
            Institution institution,
            Instant now) {
        var self = account.login().equals(caller.login());
        var roles = self || !grant.role().isBelow(by)
                ? List.<Role>of()
                : member.map(known -> Role.offered(by, known.position(), institution)).orElse(List.of());
        var state = state(grant, account, now);
        return new UserView(
                grant, account, member, roles, state, reset(grant, member, state, self, by), lockedUntil, self);
    }

    private static State state(Grant grant, Account account, Instant now) {
        return grant.holdsAt(now) ? State.ofKey(account, now) : State.ENDED;
    }

    private static Reset reset(Grant grant, Optional<Member> member, State state, boolean self, Role by) {
        if (self) {
            return Reset.SELF;
        }
        if (state == State.ENDED || state == State.PENDING) {
            return Reset.NOT_READY;
        }
        if (!grant.role().isBelow(by)) {
            return Reset.HIGHER_ROLE;
        }
        return member.flatMap(known -> known.person().email()).filter(ContactEmail::isVerified).isPresent()
                ? Reset.BY_EMAIL
                : Reset.AVAILABLE;
    }
}
