package portero.domain.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import portero.domain.Page;
import portero.domain.accounts.PasswordChange.Kind;
import portero.domain.accounts.PasswordChanges.Unfinished;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Outbox;
import portero.domain.schools.Personnel;

/**
 * Finishes or undoes what was left half done and nobody retried. It asks the identity service how far each got, so that
 * afterwards either one password works, or the list says that none does. Runs of it at the same time, and a run after one
 * that died, do no harm: each thing is taken over before it is touched.
 */
public final class Reconcile {
    /** How long something may look left half done; a retry by whoever began it comes much sooner. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Longer than the function may run, so that what a dead run took over is taken over only from one certainly dead. */
    static final Duration LEASE = Duration.ofMinutes(6);

    /** After this no further thing is begun; the function may run a minute longer. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    private static final String REQUEST = "reconcile";
    // The identity service's clock and ours may differ a little; in doubt a password counts as replaced, and the list says so.
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final PasswordChanges passwords;
    private final Identities identities;
    private final Personnel personnel;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Reconcile(
            PasswordChanges passwords,
            Identities identities,
            Personnel personnel,
            Outbox outbox,
            InstantSource clock,
            RandomGenerator random) {
        this.passwords = passwords;
        this.identities = identities;
        this.personnel = personnel;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /** What became of one thing. */
    public enum Result {
        /** The account was never completed, and is gone with its identity. */
        ACCOUNT_UNDONE,
        /** The password was not replaced; the one before works. */
        PASSWORD_ABANDONED,
        /** The password was replaced, and the table now says so. */
        PASSWORD_FINISHED,
        MESSAGE_OFFERED,
        /** It failed, or time ran out; the next run sees it again. */
        LEFT,
        /** It was no longer left: somebody else dealt with it. */
        DEALT_WITH
    }

    /**
     * @param requestId names the run in audit items
     * @param faults is told of what kept a thing from being dealt with, which does not keep the others
     * @return how often each result came about; results that did not are 0
     */
    public Map<Result, Long> run(String requestId, Consumer<RuntimeException> faults) {
        var began = clock.instant();
        var tally = new Tally(began.plus(BUDGET), faults);
        tally.each(
                cursor -> passwords.unfinished(began.minus(PATIENCE), cursor),
                unfinished -> settle(unfinished, REQUEST + "-" + requestId));
        tally.each(
                cursor -> outbox.unsent(began.minus(Outbox.PATIENCE), cursor),
                message -> outbox.offerAgain(message, clock.instant()) ? Result.MESSAGE_OFFERED : Result.DEALT_WITH);
        return tally.counts();
    }

    private Result settle(Unfinished unfinished, String requestId) {
        if (!passwords.takeOver(unfinished, clock.instant(), LEASE)) {
            return Result.DEALT_WITH;
        }
        if (unfinished.change().isEmpty()) {
            // First the identity: an account item without one can be found and undone again, an identity without an item cannot.
            identities.remove(unfinished.login());
            return passwords.undo(unfinished) ? Result.ACCOUNT_UNDONE : Result.DEALT_WITH;
        }
        var change = unfinished.change().get();
        var identity = identities.find(unfinished.login());
        if (identity.filter(found -> found.changedAt().isBefore(unfinished.claimedAt().minus(SKEW))).isPresent()) {
            return abandon(change);
        }
        if (identity.isEmpty()) {
            return finishAsExpired(change, requestId);
        }
        if (!identity.get().temporary()) {
            // A reset would have left a temporary password, so it was the person who chose one in the meantime.
            return change.kind() == Kind.RESET ? abandon(change) : finishAsChosen(change, requestId);
        }
        identities.endSessions(change.login());
        return finishAsExpired(change, requestId);
    }

    private Result abandon(PasswordChange change) {
        passwords.abandon(change);
        return Result.PASSWORD_ABANDONED;
    }

    /** Nobody ever saw the temporary password that is set now: the list shows it as ended, and it can be replaced at once. */
    private Result finishAsExpired(PasswordChange change, String requestId) {
        var now = clock.instant();
        var notice = change.institution()
                .flatMap(institution -> personnel.find(change.person())
                        .map(person -> ResetPassword.notice(person, institution, now, random)))
                .orElse(List.of());
        return passwords.complete(
                        change,
                        Optional.of(now),
                        Optional.empty(),
                        audit(change, now, requestId, "expired"),
                        notice)
                ? Result.PASSWORD_FINISHED
                : Result.DEALT_WITH;
    }

    /** The person typed the password that is set now, and knows it. */
    private Result finishAsChosen(PasswordChange change, String requestId) {
        identities.endSessions(change.login());
        var now = clock.instant();
        var notice = Message.notice(
                new Message.PasswordWasChanged(change.person()), Language.SPANISH, now, random);
        return passwords.complete(
                        change, Optional.empty(), Optional.empty(), audit(change, now, requestId, "chosen"), List.of(notice))
                ? Result.PASSWORD_FINISHED
                : Result.DEALT_WITH;
    }

    private static Change audit(PasswordChange change, Instant now, String requestId, String as) {
        var action = switch (change.kind()) {
            case RESET -> ResetPassword.ACTION;
            case RECOVERY -> "recover-password";
            case OWN -> "change-password";
        };
        return new Change(
                change.by(), action, change.person(), change.institution(), now, requestId, Map.of("finishedAs", as));
    }

    /** Deals with one thing after the other until time runs out, and counts. */
    private final class Tally {
        private final Instant deadline;
        private final Consumer<RuntimeException> faults;
        private final EnumMap<Result, Long> counts = new EnumMap<>(Result.class);

        Tally(Instant deadline, Consumer<RuntimeException> faults) {
            this.deadline = deadline;
            this.faults = faults;
            for (var result : Result.values()) {
                counts.put(result, 0L);
            }
        }

        <T> void each(Function<Optional<String>, Page<T>> pages, Function<T, Result> deal) {
            Optional<String> cursor = Optional.empty();
            do {
                var page = pages.apply(cursor);
                page.items().forEach(thing -> counts.merge(dealt(thing, deal), 1L, Long::sum));
                cursor = page.next();
            } while (cursor.isPresent() && clock.instant().isBefore(deadline));
        }

        private <T> Result dealt(T thing, Function<T, Result> deal) {
            if (!clock.instant().isBefore(deadline)) {
                return Result.LEFT;
            }
            try {
                return deal.apply(thing);
            } catch (RuntimeException fault) {
                // One that always fails must not keep those behind it for ever.
                faults.accept(fault);
                return Result.LEFT;
            }
        }

        Map<Result, Long> counts() {
            return Map.copyOf(counts);
        }
    }
}
