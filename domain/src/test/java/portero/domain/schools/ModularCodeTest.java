package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModularCodeTest {
    @Property
    void is_written_as_it_was_read(
            @ForAll @StringLength(7) @CharRange(from = '0', to = '9') String number,
            @ForAll @IntRange(min = 0, max = 9) int annex) {
        var text = number + "-" + annex;

        var code = ModularCode.parse(text).orElseThrow();

        assertThat(code).hasToString(text);
        assertThat(InstitutionCode.parse(text)).contains(new InstitutionCode(text));
    }

    @Property
    void has_one_usual_check_digit(@ForAll @StringLength(6) @CharRange(from = '0', to = '9') String digits) {
        var usual = IntStream.range(0, 10).filter(digit -> new ModularCode(digits + digit, "0").hasUsualCheckDigit());

        assertThat(usual.count()).isEqualTo(1);
    }

    @Property
    void shows_any_single_mistyped_digit(
            @ForAll @StringLength(7) @CharRange(from = '0', to = '9') String number,
            @ForAll @IntRange(min = 0, max = 6) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var mistyped = new StringBuilder(number);
        mistyped.setCharAt(place, (char) ('0' + (number.charAt(place) - '0' + by) % 10));

        var both = new ModularCode(number, "0").hasUsualCheckDigit()
                && new ModularCode(mistyped.toString(), "0").hasUsualCheckDigit();

        assertThat(both).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9902156-0", "9903477-1", "9904616-0"})
    void knows_usual_codes(String text) {
        var code = ModularCode.parse(text).orElseThrow();

        assertThat(code.hasUsualCheckDigit()).isTrue();
    }

    @Test
    void takes_a_code_without_the_usual_digit_and_keeps_its_leading_zero() {
        var code = ModularCode.parse("0990124-0").orElseThrow();

        assertThat(code.number()).isEqualTo("0990124");
        assertThat(code.hasUsualCheckDigit()).isFalse();
    }

    @Property
    void takes_nothing_else(@ForAll @StringLength(max = 12) @Chars({'0', '9', '-', ' ', 'a', '٣'}) String text) {
        var code = ModularCode.parse(text);

        assertThat(code.isPresent()).isEqualTo(text.matches("[0-9]{7}-[0-9]"));
    }
}
