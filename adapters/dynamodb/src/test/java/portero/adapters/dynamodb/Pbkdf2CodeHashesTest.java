package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Secret;

class Pbkdf2CodeHashesTest {
    private static final Secret CODE = new Secret("04821937");

    private final Pbkdf2CodeHashes hashes = new Pbkdf2CodeHashes(new SecureRandom());

    @Test
    void knows_a_code_again() {
        var stored = hashes.of(CODE);

        assertThat(hashes.matches(stored, CODE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04821938", "4821937", "048219370", "not a code", "ñ"})
    void knows_what_is_another(String other) {
        var stored = hashes.of(CODE);

        assertThat(hashes.matches(stored, new Secret(other))).isFalse();
    }

    /** Equal codes of two people must not look equal, and no code may be read off. */
    @Test
    void hides_the_code_and_differs_each_time() {
        var one = hashes.of(CODE);
        var other = hashes.of(CODE);

        assertThat(one).isNotEqualTo(other).doesNotContain(CODE.value());
    }

    /** The first half of what RFC 7914, section 11, publishes for this password, salt and count. */
    @Test
    void is_the_function_that_it_claims_to_be() {
        var stored = "80000.TmFDbA.TdzY9guYviGDDO5e8icB-WQaRBjQTAQUrv8Ih2s0q1Y";

        assertThat(hashes.matches(stored, new Secret("Password"))).isTrue();
    }

    /** Cheap enough for a request, too dear for a guess at all of them; see the class. */
    @Test
    void costs_a_processor_some_milliseconds() {
        var stored = hashes.of(CODE);
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();

        hashes.matches(stored, CODE);

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }
}
