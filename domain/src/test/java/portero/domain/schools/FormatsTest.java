package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    @ParameterizedTest
    @ValueSource(strings = {"rosa.nahui@example.org", " rosa@example.org ", "a+b@mail.example.org", "o'neill@example.org"})
    void takes_addresses_as_people_have_them(String text) {
        var address = EmailAddress.parse(text);

        assertThat(address).contains(new EmailAddress(text.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "rosa", "rosa@", "@example.org", "rosa@example", "rosa@@example.org", "rosa @example.org",
                "rosa@exam ple.org", "rosa@example..org", "rosa@-example.org", "rosa@example.org\r\nBcc: all@example.org",
                "rosa@example.org,luz@example.org", "ñahui@example.org", "<rosa@example.org>"
            })
    void takes_no_address_that_could_go_astray_or_carry_headers(String text) {
        var address = EmailAddress.parse(text);

        assertThat(address).isEmpty();
    }

    @Property
    void reads_any_address_without_failing(@ForAll @StringLength(max = 300) String text) {
        var address = EmailAddress.parse(text);

        assertThat(address.stream()).allSatisfy(read -> {
            assertThat(read.value()).hasSizeLessThanOrEqualTo(254).doesNotContainAnyWhitespaces();
            assertThat(read).hasToString("EmailAddress[…]");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"987654321", "987 654 321"})
    void takes_mobile_numbers(String text) {
        var number = MobileNumber.parse(text);

        assertThat(number).contains(new MobileNumber("987654321"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678", "887654321", "98765432", "9876543210", "+51987654321"})
    void takes_no_other_numbers(String text) {
        var number = MobileNumber.parse(text);

        assertThat(number).isEmpty();
    }

    @Property
    void reads_back_any_persons_id(@ForAll long seed) {
        var id = PersonId.random(new Random(seed));

        var read = PersonId.parse(id.toString());

        assertThat(read).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdefg", "0123456789abcdei", "0123456789ABCDEF"})
    void takes_no_other_persons_id(String text) {
        var id = PersonId.parse(text);

        assertThat(id).isEmpty();
    }
}
