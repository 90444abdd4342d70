package portero.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portero.domain.Secret;
import portero.domain.signin.Captcha;

class DynamoDbCaptchasTest {
    private static TestTable store;
    private static DynamoDbCaptchas captchas;

    @BeforeAll
    static void open() {
        store = new TestTable();
        captchas = new DynamoDbCaptchas(store.table());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void gives_back_what_was_kept() {
        var issued = issued("0000000000000001");
        captchas.keep(issued);

        var taken = captchas.take(issued.id());

        assertThat(taken).contains(issued);
    }

    @Test
    void gives_nothing_for_an_id_that_was_never_issued() {
        var taken = captchas.take("0000000000000002");

        assertThat(taken).isEmpty();
    }

    /** One solved code must not pay for a thousand guesses sent at once. */
    @Test
    void gives_a_code_to_exactly_one_of_many() throws Exception {
        var issued = issued("0000000000000003");
        captchas.keep(issued);

        var taken = Together.run(16, _ -> captchas.take(issued.id()));

        assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(captchas.take(issued.id())).isEmpty();
    }

    @Test
    void lets_the_table_forget_unused_codes_a_minute_after_they_expire() {
        var issued = issued("0000000000000004");

        captchas.keep(issued);

        var item = store.items("CAPTCHA#" + issued.id()).getFirst();
        assertThat(item.get("expiresAt").n())
                .isEqualTo(Long.toString(Samples.NOW.plusSeconds(360).getEpochSecond()));
    }

    private static Captcha.Issued issued(String id) {
        return new Captcha.Issued(
                id, Captcha.Kind.VISIBLE_CODE, Captcha.Action.SIGN_IN, new Secret("key"), Samples.NOW.plusSeconds(300));
    }
}
