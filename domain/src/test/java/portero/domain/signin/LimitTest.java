package portero.domain.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final Attempts.Limit LIMIT =
            new Attempts.Limit(4, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(24));

    @Test
    void lets_the_free_tries_pass_and_then_doubles_the_wait() {
        var waits = IntStream.rangeClosed(1, 12).mapToObj(LIMIT::waitAfter).map(Duration::toSeconds);

        assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L);
    }

    @Property
    void never_waits_less_after_more_tries_nor_longer_than_the_longest(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int count) {
        var wait = LIMIT.waitAfter(count);

        assertThat(wait).isBetween(Duration.ZERO, LIMIT.longestWait());
        assertThat(LIMIT.waitAfter(count + 1)).isGreaterThanOrEqualTo(wait);
    }

    @Property
    void has_exactly_the_free_tries_that_it_says(
            @ForAll @IntRange(min = 0, max = 1000) int free, @ForAll @IntRange(min = 1, max = 2000) int count) {
        var limit = new Attempts.Limit(free, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(2));

        var waits = !limit.waitAfter(count).isZero();

        assertThat(waits).isEqualTo(count > free);
    }
}
