package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.domain.accounts.Login;

class IdentityDocumentTest {
    @Property
    void gives_a_login_that_is_read_back_however_it_is_typed(
            @ForAll("documents") IdentityDocument document, @ForAll("separators") String between) {
        var typed = String.join(between, document.login().value().toLowerCase().split(""));

        var login = Login.parse(" " + typed + " ");

        assertThat(login).contains(document.login());
    }

    @Property
    void gives_no_two_documents_the_same_login(
            @ForAll("documents") IdentityDocument one, @ForAll("documents") IdentityDocument other) {
        Assume.that(!one.equals(other));

        var logins = new Login[] {one.login(), other.login()};

        assertThat(logins[0]).isNotEqualTo(logins[1]);
    }

    @Property
    void is_read_back_from_its_number(@ForAll("documents") IdentityDocument document) {
        var read = IdentityDocument.parse(document.type(), document.number());

        assertThat(read).contains(document);
    }

    @Property
    void reads_any_text_without_failing(@ForAll IdentityDocument.Type type, @ForAll String text) {
        var document = IdentityDocument.parse(type, text);

        assertThat(document.stream()).allSatisfy(read -> assertThat(Login.parse(read.login().value())).contains(read.login()));
    }

    @ParameterizedTest
    @CsvSource({"17801146, 0, D", "00000000, 6, K", "12345678, 1, E"})
    void has_the_check_characters_of_the_printed_card(String number, char digit, char letter) {
        var document = new IdentityDocument(IdentityDocument.Type.DNI, number);

        assertThat(document.dniCheckDigit()).isEqualTo(digit);
        assertThat(document.dniCheckLetter()).isEqualTo(letter);
    }

    @Property
    void shows_any_single_mistyped_digit_by_the_letter(
            @ForAll @StringLength(8) @CharRange(from = '0', to = '9') String number,
            @ForAll @IntRange(min = 0, max = 7) int place,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var mistyped = new StringBuilder(number);
        mistyped.setCharAt(place, (char) ('0' + (number.charAt(place) - '0' + by) % 10));

        var letter = new IdentityDocument(IdentityDocument.Type.DNI, mistyped.toString()).dniCheckLetter();

        assertThat(letter).isNotEqualTo(new IdentityDocument(IdentityDocument.Type.DNI, number).dniCheckLetter());
    }

    @Test
    void has_no_check_character_unless_it_is_a_dni() {
        var document = new IdentityDocument(IdentityDocument.Type.CE, "001284736");

        assertThatThrownBy(document::dniCheckDigit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keeps_its_number_out_of_messages() {
        var document = new IdentityDocument(IdentityDocument.Type.DNI, "50118834");

        assertThat(document.toString() + document.login()).doesNotContain("50118834");
    }

    @Provide
    Arbitrary<IdentityDocument> documents() {
        return Arbitraries.oneOf(
                numbers("0123456789", 8, 8).map(number -> new IdentityDocument(IdentityDocument.Type.DNI, number)),
                numbers("0123456789", 8, 12).map(number -> new IdentityDocument(IdentityDocument.Type.CE, number)),
                numbers("ACEP0123456789", 6, 12)
                        .map(number -> new IdentityDocument(IdentityDocument.Type.PASSPORT, number)));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("", " ", ".", "-", " - ");
    }

    private static Arbitrary<String> numbers(String characters, int shortest, int longest) {
        return Arbitraries.strings().withChars(characters).ofMinLength(shortest).ofMaxLength(longest);
    }
}
