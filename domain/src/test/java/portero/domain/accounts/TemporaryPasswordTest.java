package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TemporaryPasswordTest {
    @Property
    void generate_shouldGiveFourGroupsOfFourThatMakeUpTheValue(@ForAll long seed) {
        var password = TemporaryPassword.generate(new Random(seed));

        assertThat(password.value()).hasSize(16);
        assertThat(password.groups()).hasSize(4).allSatisfy(group -> assertThat(group).hasSize(4));
        assertThat(String.join("", password.groups())).isEqualTo(password.value());
    }

    @Property
    void generate_shouldLeaveOutLookAlikes(@ForAll long seed) {
        assertThat(TemporaryPassword.generate(new Random(seed)).value()).matches("[a-z2-9]+").doesNotMatch(".*[oilzsbgqmv].*");
    }

    @Property
    void toString_shouldNeverShowTheValue(@ForAll long seed) {
        var password = TemporaryPassword.generate(new Random(seed));

        assertThat(password.toString()).doesNotContain(password.value()).doesNotContain(password.groups().getFirst());
    }

    @Example
    void generate_shouldDrawEveryCharacterEquallyOften() {
        var random = new Random(11);
        var all = String.join(
                "", IntStream.range(0, 5_000).mapToObj(_ -> TemporaryPassword.generate(random).value()).toList());

        assertThat(TemporaryPassword.ALPHABET.chars().distinct().count()).isEqualTo(20);
        TemporaryPassword.ALPHABET.chars().forEach(c -> assertThat(all.chars().filter(d -> d == c).count())
                .isBetween(3_700L, 4_300L));
    }

    @Example
    void constructor_shouldRefuseWithoutRepeatingTheValue_whenItIsNoTemporaryPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TemporaryPassword("secreto-inventado"))
                .withMessageNotContaining("secreto");
    }
}
