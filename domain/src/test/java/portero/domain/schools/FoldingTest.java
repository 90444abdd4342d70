package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    @Property
    void folds_what_is_folded_to_itself(@ForAll String text) {
        var folded = Folding.fold(text);

        assertThat(Folding.fold(folded)).isEqualTo(folded);
    }

    @Property
    void does_not_mind_how_a_keyboard_composes_accents(@ForAll String text) {
        var composed = Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFC));

        assertThat(composed).isEqualTo(Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFD)));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Ñahui  Condezo,nahui condezo",
                " SHUÑA TUANAMA ,shuna tuanama",
                "Güemes,guemes",
                "Ordóñez\u00a0Yauri,ordonez yauri",
                "Ríos\tTineo,rios tineo",
                "D'Angelo,d'angelo"
            })
    void makes_names_comparable(String name, String expected) {
        var folded = Folding.fold(name);

        assertThat(folded).isEqualTo(expected);
    }
}
