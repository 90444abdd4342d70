package portero.adapters.captcha;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHashTest {
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(strings = {"2HK7X", "2hk7x", "  2hK7x ", "2 H K 7 X", "2hk\u00a07x\n"})
    void matches_shouldAccept_whenOnlyCaseAndSpacesDiffer(String answer) {
        var stored = AnswerHash.of("2HK7X", random);

        assertThat(AnswerHash.matches(stored, answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2HK7", "2HK7XX", "2HK7W", "2HK-7X", "*"})
    void matches_shouldRefuse_whenTheAnswerIsAnother(String answer) {
        var stored = AnswerHash.of("2HK7X", random);

        assertThat(AnswerHash.matches(stored, answer)).isFalse();
    }

    @Test
    void matches_shouldRefuse_whenTheAnswerIsOversize() {
        var stored = AnswerHash.of("2HK7X", random);

        assertThat(AnswerHash.matches(stored, "2HK7X" + " ".repeat(60))).isFalse();
    }

    @Test
    void of_shouldHideTheCodeAndDifferEachTime() {
        var one = AnswerHash.of("2HK7X", random);
        var other = AnswerHash.of("2HK7X", random);

        assertThat(one).matches("[0-9a-f]{32}\\.[0-9a-f]{64}").isNotEqualTo(other);
    }
}
