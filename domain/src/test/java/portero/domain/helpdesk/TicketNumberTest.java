package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.domain.helpdesk.TicketNumber.checkDigit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketNumberTest {
    private static final int DIGITS = 12;

    @Test
    void is_written_with_year_sequence_and_check_digit() {
        assertThat(new TicketNumber(2026, 1482)).hasToString("2026-0001482-" + checkDigit("20260001482"));
    }

    /** 572 has the check digit 4: the example of Damm's thesis. */
    @Test
    void agrees_with_the_published_example() {
        assertThat(checkDigit("572")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "2026 0001482 %d", "20260001482%d", "2026 - 0001482 - %d"})
    void is_read_with_hyphens_spaces_or_neither(String form) {
        var number = new TicketNumber(2026, 1482);
        var text = form.contains("%d") ? form.formatted(checkDigit("20260001482")) : form.formatted(number);

        var parsed = TicketNumber.parse(text);

        assertThat(parsed).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-0001482", "0026-0001482-1", "2026-000148-2", "2026-0001482-77", "٢٠٢٦-0001482-7"})
    void is_nothing_else(String text) {
        assertThat(TicketNumber.parse(text)).isEmpty();
    }

    @Property(tries = 300)
    void no_single_wrong_digit_is_another_number(
            @ForAll @IntRange(min = 2025, max = 2099) int year,
            @ForAll @IntRange(max = TicketNumber.LAST) int sequence,
            @ForAll @IntRange(max = DIGITS - 1) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var digits = digits(new TicketNumber(year, sequence));
        digits.setCharAt(place, (char) ('0' + (digits.charAt(place) - '0' + by) % 10));

        assertThat(TicketNumber.parse(digits.toString())).isEmpty();
    }

    @Property(tries = 300)
    void no_exchange_of_neighbours_is_another_number(
            @ForAll @IntRange(min = 2025, max = 2099) int year,
            @ForAll @IntRange(max = TicketNumber.LAST) int sequence,
            @ForAll @IntRange(max = DIGITS - 2) int place) {
        var number = new TicketNumber(year, sequence);
        var digits = digits(number);
        var first = digits.charAt(place);
        digits.setCharAt(place, digits.charAt(place + 1));
        digits.setCharAt(place + 1, first);

        var parsed = TicketNumber.parse(digits.toString());

        assertThat(parsed.isEmpty() || parsed.get().equals(number)).isTrue();
        assertThat(parsed.isPresent()).isEqualTo(digits.toString().contentEquals(digits(number)));
    }

    private static StringBuilder digits(TicketNumber number) {
        return new StringBuilder(number.toString().replace("-", ""));
    }
}
