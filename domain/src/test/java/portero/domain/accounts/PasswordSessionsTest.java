package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which sessions a new password ends: the question that every function behind a token asks, see {@link Callers}. */
class PasswordSessionsTest {
    private static final Instant REPLACED = Instant.parse("2026-06-01T15:00:00.500Z");

    private final Account.Password replaced = new Account.Password(2, Optional.empty(), Optional.of(REPLACED));

    @Test
    void ends_those_that_began_before_it() {
        var ended = replaced.hasEnded(Optional.of(REPLACED.minus(Duration.ofSeconds(6))));

        assertThat(ended).isTrue();
    }

    /** A token tells the second, not its part, and the identity service's clock may be a little behind. */
    @Test
    void spares_the_one_that_begins_with_it() {
        var sameSecond = replaced.hasEnded(Optional.of(Instant.parse("2026-06-01T15:00:00Z")));
        var behind = replaced.hasEnded(Optional.of(Instant.parse("2026-06-01T14:59:57Z")));

        assertThat(sameSecond).isFalse();
        assertThat(behind).isFalse();
    }

    @Test
    void ends_one_whose_beginning_nobody_knows() {
        var ended = replaced.hasEnded(Optional.empty());

        assertThat(ended).isTrue();
    }

    @Test
    void ends_none_while_the_password_is_the_first() {
        var first = Account.Password.first(REPLACED.plus(Duration.ofDays(7)));

        assertThat(first.hasEnded(Optional.empty())).isFalse();
        assertThat(first.hasEnded(Optional.of(Instant.EPOCH))).isFalse();
    }
}
