package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final PasswordPolicy POLICY = PasswordPolicy.standard();
    private static final String LOGIN = "50124738";
    private static final List<String> ROSA =
            List.of(LOGIN, "Rosa Elvira", "Ñahui", "Condezo", "I.E. N.º 99012 Los Ceibos del Valle");

    @ParameterizedTest
    @ValueSource(strings = {
        "caballo grapa correcta pila",
        "Añoranza brújula camión tejón",
        "el zorro cruza Ñaña a las seis",
        "tres quenuas torcidas junto al río",
        "kX7#pw9!vQ2zRt4m",
        "qtf8 wnyx 3kad hjrp",
        "mañana llovizna 1987 quinua",
        "¿dónde quedó mi poncho?",
        "пароль из русских слов",
        "rosa blanca del jardín azulado"
    })
    void check_shouldAccept_whenThePassphraseIsHardToGuess(String candidate) {
        assertThat(POLICY.check(candidate, ROSA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', TOO_SHORT",
        "clave, TOO_SHORT",
        "kX7#pw9!vQ2zRt, TOO_SHORT",
        "contraseña2026!, COMMON",
        "C0ntr4s3ñ4 2026!, COMMON",
        "passwordpassword, REPEATED",
        "p@ssw0rd p4ssword, COMMON",
        "universitario 2025, COMMON",
        "Universitario#Campeón, COMMON",
        "Alianza--Universitario, COMMON",
        "docente1234567890, COMMON",
        "SIAGIE.siagie.SIAGIE, REPEATED",
        "aaaaaaaaaaaaaaa, REPEATED",
        "abababababababab, REPEATED",
        "xkqzv xkqzv xkqzv, REPEATED",
        "hkwz-hkwz-hkwz-hkwz, REPEATED",
        "abcdefghijklmnop, REPEATED",
        "987654321098765, REPEATED",
        "2019 2020 2021 2022, REPEATED",
        "----------------, REPEATED",
        "qwertyuiop2026!!, COMMON",
        "RosaElvira Ñahui 1987, PERSONAL",
        "rosa nahui condezo, PERSONAL",
        "Los Ceibos del Valle, PERSONAL",
        "LosCeibosDelValle2026, PERSONAL",
        "mi clave 50124738 segura, PERSONAL",
        "quinua-50-12-47-38-tarwi, PERSONAL",
        "5012473850124738, PERSONAL"
    })
    void check_shouldGiveItsReason_whenThePasswordIsGuessable(String candidate, PasswordRefusal reason) {
        assertThat(POLICY.check(candidate, ROSA)).contains(reason);
    }

    @Test
    void check_shouldRefuse_whenThePasswordIsTheLogin() {
        var shortPolicy = new PasswordPolicy(8, CommonPasswords.of(List.of()));

        assertThat(shortPolicy.check(LOGIN, List.of(LOGIN))).contains(PasswordRefusal.PERSONAL);
        assertThat(shortPolicy.check("AB12345X", List.of("ab12345x"))).contains(PasswordRefusal.PERSONAL);
    }

    @Test
    void check_shouldAcceptTheSameWords_whenTheyAreNobodysOwn() {
        assertThat(POLICY.check("Los Ceibos del Valle", ROSA)).isPresent();
        assertThat(POLICY.check("Los Ceibos del Valle", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "caballo\tgrapa correcta", "caballo\u0000grapa correcta", "caballo\u200bgrapa correcta",
        "caballo\ngrapa correcta", " caballo grapa correcta", "caballo grapa correcta ", "caballo\ud83d grapa correcta"
    })
    void check_shouldRefuse_whenACharacterCannotBeSeenOrTyped(String candidate) {
        assertThat(POLICY.check(candidate, List.of())).contains(PasswordRefusal.UNPRINTABLE);
    }

    @Test
    void check_shouldCountCodePoints_whenCharactersTakeTwoUnits() {
        assertThat(POLICY.check("😀🐎📎🔋🌧🎺🪁🧉🦙🏔", List.of())).contains(PasswordRefusal.TOO_SHORT);
        assertThat(POLICY.check("😀🐎📎🔋🌧🎺🪁🧉🦙🏔😎🍠🌽🥔🫘", List.of())).isEmpty();
    }

    @Test
    void check_shouldCountAfterComposing_whenAKeyboardSendsAccentsApart() {
        var apart = Normalizer.normalize("ñúíóáéñúíóáéñú", Normalizer.Form.NFD);

        assertThat(apart).hasSize(28);
        assertThat(POLICY.check(apart, List.of())).contains(PasswordRefusal.TOO_SHORT);
    }

    @Property
    void check_shouldNotDependOnTheNormalisationForm(@ForAll("phrases") String candidate) {
        var composed = POLICY.check(Normalizer.normalize(candidate, Normalizer.Form.NFC), ROSA);
        var apart = POLICY.check(Normalizer.normalize(candidate, Normalizer.Form.NFD), ROSA);

        assertThat(apart).isEqualTo(composed);
    }

    @Property
    void check_shouldNotDependOnCase(@ForAll("phrases") String candidate) {
        assertThat(POLICY.check(candidate.toUpperCase(Locale.ROOT), ROSA)).isEqualTo(POLICY.check(candidate, ROSA));
    }

    @Property
    void check_shouldRefuseAnythingOutsideTheBounds(@ForAll("phrases") String candidate) {
        var length = candidate.codePointCount(0, candidate.length());

        var refusal = POLICY.check(candidate, List.of());

        if (length < 15) {
            assertThat(refusal).contains(PasswordRefusal.TOO_SHORT);
        } else if (length > 128) {
            assertThat(refusal).contains(PasswordRefusal.TOO_LONG);
        } else {
            assertThat(refusal.map(Enum::name).orElse("")).doesNotStartWith("TOO_");
        }
    }

    @Property(tries = 300)
    void check_shouldRefuseOneCommonWordWithAYearAndMarks(
            @ForAll("commonWords") String word, @ForAll @IntRange(min = 1900, max = 2099) int year,
            @ForAll("marks") String marks) {
        var policy = new PasswordPolicy(8, POLICY.common());

        assertThat(policy.check(word + marks + year + marks, List.of())).isPresent();
        assertThat(policy.check(year + marks + word, List.of())).isPresent();
    }

    @Property
    void check_shouldRefuseRepetitionsOfAShortGroup(
            @ForAll("groups") String group, @ForAll @IntRange(min = 15, max = 16) int times) {
        assertThat(POLICY.check(group.repeat(times), List.of())).isPresent();
    }

    @Property
    void check_shouldAcceptEveryTemporaryPassword(@ForAll long seed) {
        var password = TemporaryPassword.generate(new Random(seed));

        assertThat(POLICY.check(password.value(), ROSA)).isEmpty();
    }

    @Example
    void check_shouldAnswerFast_whenThePasswordIsMadeToBeSlow() {
        var candidates = List.of(
                "a".repeat(127) + "ß", "ab".repeat(63) + "ñ!", "123abc".repeat(21) + "q€", "a1!".repeat(42) + "€",
                "mamapapaamorlima".repeat(7) + "€abc", "aaabbbcccdddeeefffggghhh".repeat(5) + "€");

        Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> candidates.forEach(candidate -> POLICY.check(candidate, ROSA)));
    }

    @Test
    void policy_shouldRefuseAMinimumNobodyCanMeet() {
        var none = CommonPasswords.of(List.of());

        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(0, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordPolicy(129, none));
    }

    @Provide
    Arbitrary<String> phrases() {
        return Arbitraries.strings().withChars("abcdeflmnoprstuyáéíóúñ0123459-#").ofMinLength(1).ofMaxLength(140);
    }

    @Provide
    Arbitrary<String> commonWords() {
        return Arbitraries.of(
                "contraseña", "Alianza", "universitario", "peru", "PERÚ", "colegio", "docente", "director", "siagie",
                "portero", "password", "dragon", "cristal", "c0l3g10", "p3ru", "Directora", "señor", "ministerio");
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.of("", "!", "!!", ".", "--", "#$%", "*", " ");
    }

    @Provide
    Arbitrary<String> groups() {
        return Arbitraries.strings().withChars("abcxyzñá347").ofMinLength(1).ofMaxLength(8);
    }
}
