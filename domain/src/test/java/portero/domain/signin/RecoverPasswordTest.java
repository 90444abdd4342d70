package portero.domain.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Secret;
import portero.domain.accounts.Change;
import portero.domain.accounts.Login;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;

/** The flood that it would take too long to make with the real parts; how a request is dealt with is tested with them. */
class RecoverPasswordTest {
    private static final int FLOOD = 2_000;

    private final List<RecoveryId> opened = new ArrayList<>();
    private Instant now = Instant.parse("2026-06-01T15:03:00Z");
    private int asked;

    private final RecoverPassword recoverPassword = new RecoverPassword(
            new Opened(), new Willing(), new Endless(), new Counts(), () -> now, new SecureRandom());

    @Test
    void stops_a_flood_of_many_logins_from_many_addresses_until_the_next_ten_minutes() {
        var outcomes = new ArrayList<Outcome<RecoveryId>>();
        for (var i = 0; i < 2 * FLOOD; i++) {
            outcomes.add(ask());
        }

        var sent = outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done).count();

        assertThat(sent).isEqualTo(FLOOD).isEqualTo(opened.size());
        assertThat(outcomes.getLast()).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofMinutes(7))));
    }

    @Test
    void goes_on_after_the_flood() {
        for (var i = 0; i < 2 * FLOOD; i++) {
            ask();
        }
        now = now.plus(Duration.ofMinutes(7));

        var outcome = ask();

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private Outcome<RecoveryId> ask() {
        var number = asked++;
        return recoverPassword.run(
                "%08d".formatted(number),
                new Captcha.Answer("id", new Secret("answer")),
                Language.SPANISH,
                "198.51." + number / 250 + "." + number % 250);
    }

    /** Counts as the table does, but in memory. */
    private static final class Counts implements Attempts {
        private record Count(int tries, Instant blockedUntil) {}

        private final Map<String, Count> counts = new HashMap<>();

        @Override
        public Optional<Duration> begin(Subject subject, Instant now) {
            var count = counts.getOrDefault(name(subject), new Count(0, now));
            if (now.isBefore(count.blockedUntil())) {
                return Optional.of(Duration.between(now, count.blockedUntil()));
            }
            var tries = count.tries() + 1;
            counts.put(name(subject), new Count(tries, now.plus(subject.limit().waitAfter(tries))));
            return Optional.empty();
        }

        @Override
        public void forget(Subject subject) {
            counts.remove(name(subject));
        }

        @Override
        public void forgive(Subject subject) {
            counts.computeIfPresent(name(subject), (_, count) -> new Count(count.tries() - 1, Instant.MIN));
        }

        private static String name(Subject subject) {
            return subject.kind() + "#" + subject.key();
        }
    }

    private final class Opened implements Recoveries {
        @Override
        public void open(RecoveryId id, Login login, Message message) {
            opened.add(id);
        }

        @Override
        public void offer(RecoveryId id, Login login, Message message, Change audit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean issue(RecoveryId id, Issued issued) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Issued> tryCode(RecoveryId id, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgiveTry(RecoveryId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean use(RecoveryId id, Instant now) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Endless implements Captchas {
        @Override
        public void keep(Captcha.Issued issued) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Captcha.Issued> take(String id) {
            return Optional.of(new Captcha.Issued(
                    id, Captcha.Kind.PROOF_OF_WORK, Captcha.Action.RECOVER_PASSWORD, new Secret("key"), Instant.MAX));
        }
    }

    private static final class Willing implements CaptchaMaker {
        @Override
        public Made make(Captcha.Kind kind, boolean withSound, Captcha.Action action, String id, Instant expiresAt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean solves(Captcha.Issued kept, Secret answer, Instant now) {
            return true;
        }
    }
}
