package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.domain.Secret;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.PersonId;

class OperationTest {
    private static final PersonId DIRECTOR = new PersonId("0000000000000001");
    private static final PersonId OTHER_DIRECTOR = new PersonId("0000000000000002");
    private static final PersonId TEACHER = new PersonId("0000000000000003");
    private static final InstitutionCode SCHOOL = new InstitutionCode("0990124-0");
    private static final IdempotencyKey KEY = new IdempotencyKey("the-very-same-key");

    @Test
    void is_another_one_for_another_caller_with_the_same_key() {
        var mine = new Operation(DIRECTOR, KEY, SCHOOL, TEACHER, Role.TEACHER);

        var theirs = new Operation(OTHER_DIRECTOR, KEY, SCHOOL, TEACHER, Role.TEACHER);

        assertThat(mine.id()).isNotEqualTo(theirs.id());
    }

    @Test
    void shows_that_a_key_is_used_for_another_intention() {
        var first = new Operation(DIRECTOR, KEY, SCHOOL, TEACHER, Role.TEACHER);

        var otherRole = new Operation(DIRECTOR, KEY, SCHOOL, TEACHER, Role.TUTOR);
        var otherPerson = new Operation(DIRECTOR, KEY, SCHOOL, OTHER_DIRECTOR, Role.TEACHER);
        var otherSchool = new Operation(DIRECTOR, KEY, new InstitutionCode("9902156-0"), TEACHER, Role.TEACHER);

        assertThat(first.id()).isEqualTo(otherRole.id()).isEqualTo(otherPerson.id()).isEqualTo(otherSchool.id());
        assertThat(first.fingerprint())
                .isNotIn(otherRole.fingerprint(), otherPerson.fingerprint(), otherSchool.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fifteen-letters", "with spaces in it", "with#hash#signs#in"})
    void takes_no_key_that_is_short_or_odd(String text) {
        var key = IdempotencyKey.parse(text);

        assertThat(key).isEmpty();
    }

    @Test
    void keeps_secrets_and_logins_out_of_messages() {
        var text = new Secret("cuatro palabras").toString() + new Login("50118834");

        assertThat(text).doesNotContain("palabras", "50118834");
    }
}
