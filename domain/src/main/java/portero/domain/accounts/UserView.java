package portero.domain.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.domain.schools.Institution;
import portero.domain.schools.Member;

/**
 * A line of the list of users: a grant, whose it is, and what the caller may change about it.
 *
 * @param member empty when the person has left the personnel register
 * @param roles those that the caller may give instead; empty where the caller may not touch the grant
 */
public record UserView(
        Grant grant, Account account, Optional<Member> member, List<Role> roles, State state, boolean isSelf) {

    /** What a director needs to know of a key that they gave. */
    public enum State {
        PENDING,
        NEVER_SIGNED_IN,
        TEMPORARY_EXPIRED,
        ACTIVE,
        /** Last school year's. */
        ENDED
    }

    static UserView of(
            Grant grant, Account account, Optional<Member> member, Caller caller, Role by, Institution institution, Instant now) {
        var self = account.login().equals(caller.login());
        var roles = self || !grant.role().isBelow(by)
                ? List.<Role>of()
                : member.map(known -> Role.offered(by, known.position(), institution)).orElse(List.of());
        return new UserView(grant, account, member, roles, state(grant, account, now), self);
    }

    private static State state(Grant grant, Account account, Instant now) {
        if (!grant.holdsAt(now)) {
            return State.ENDED;
        }
        if (account.status() == Account.Status.PENDING) {
            return State.PENDING;
        }
        return account.temporaryUntil()
                .map(until -> now.isBefore(until) ? State.NEVER_SIGNED_IN : State.TEMPORARY_EXPIRED)
                .orElse(State.ACTIVE);
    }
}
