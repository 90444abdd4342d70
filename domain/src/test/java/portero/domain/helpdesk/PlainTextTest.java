package portero.domain.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void keeps_lines_and_forgets_what_cannot_be_seen() {
        var pasted = "  Estimada:\r\n\r\n\r\n\u00a0 Rosa\tElvira\u202e  N\u0303ahui\u0007 \n";

        var text = PlainText.lines(pasted);

        assertThat(text).isEqualTo("Estimada:\n\nRosa Elvira Ñahui");
    }

    @Test
    void makes_one_line_of_several() {
        var line = PlainText.line(" No permite\n\nagregar ");

        assertThat(line).isEqualTo("No permite agregar");
    }
}
