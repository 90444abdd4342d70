package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "123456", "password", "qwerty", "Contraseña", "alianza", "universitario", "Perú", "colegio", "docente",
        "director", "siagie", "portero", "minedu", "mamani"
    })
    void bundled_shouldHoldWhatGuessersTryFirst(String word) {
        assertThat(CommonPasswords.bundled().contains(PasswordPieces.fold(word))).isTrue();
    }

    @Test
    void bundled_shouldStaySmallAndNameItsLicence() throws IOException {
        try (var list = CommonPasswords.class.getResourceAsStream("common-passwords.txt.gz");
                var notice = CommonPasswords.class.getResourceAsStream("common-passwords.NOTICE.txt")) {
            assertThat(list.readAllBytes()).hasSizeLessThanOrEqualTo(60_000);
            assertThat(notice).asString(StandardCharsets.UTF_8).contains("MIT License", "zxcvbn");
        }
        assertThat(CommonPasswords.bundled().size()).isEqualTo(17_705);
    }

    @Test
    void of_shouldFoldEntriesAndLeaveOutTinyOnes() {
        var common = CommonPasswords.of(List.of("Ñandú", "ab"));

        assertThat(common.contains("nandu")).isTrue();
        assertThat(common.size()).isEqualTo(1);
    }
}
