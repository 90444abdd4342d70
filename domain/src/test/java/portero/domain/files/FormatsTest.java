package portero.domain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "informe.docx, informe.docx, DOCX",
        "FOTO.JPEG, FOTO.JPEG, JPG",
        "C:\\Users\\rosa\\nómina 2026.xlsx, nómina 2026.xlsx, XLSX",
        "../../etc/passwd.pdf, passwd.pdf, PDF",
        "carta.exe.doc, carta.exe.doc, DOC",
        "'  dos   espacios .png', dos espacios.png, PNG",
        ".bmp, adjunto.bmp, BMP",
        "a:b*c?.xls, a_b_c_.xls, XLS"
    })
    void a_name_loses_what_means_something_to_a_machine(String written, String kept, FileType type) {
        assertThat(FileName.parse(written)).contains(new FileName(kept, type));
    }

    /** "fdp.exe" written backwards looks like a PDF. */
    @Test
    void a_name_loses_what_cannot_be_seen_or_turns_the_writing_round() {
        assertThat(FileName.parse("recibo\u202Efdp.\u0000\u200Bexe.pdf").map(FileName::value)).contains("recibofdp.exe.pdf");
        assertThat(FileName.parse("a\r\nSet-Cookie: x.pdf").map(FileName::value)).contains("a Set-Cookie_ x.pdf");
    }

    @Test
    void a_long_name_is_cut_before_its_ending_and_never_within_a_character() {
        var name = FileName.parse("😀".repeat(200) + ".jpeg").orElseThrow().value();

        assertThat(name.codePointCount(0, name.length())).isEqualTo(120);
        assertThat(name).startsWith("😀😀").endsWith("😀.jpeg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pdf", "informe", "informe.", "programa.exe", "pagina.html", "informe.docm", "a.pdf/", "a.pdf "})
    void a_name_of_another_kind_is_none(String name) {
        assertThat(FileName.parse(name)).isEmpty();
    }

    @Test
    void a_name_is_not_told_in_logs() {
        assertThat(FileName.parse("Rosa Quispe.pdf").orElseThrow().toString()).doesNotContain("Rosa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "!!!!", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCg==", "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg="})
    void what_is_not_32_bytes_in_base64_is_no_hash(String text) {
        assertThat(Sha256.parse(text)).isEmpty();
    }

    @Test
    void a_hash_is_the_same_however_it_was_written() {
        var hash = Sha256.of("test".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.parse("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")).contains(hash);
        assertThat(Sha256.parse("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg")).contains(hash);
    }

    @Test
    void an_id_is_read_as_it_was_written_and_nothing_else_is() {
        var id = AttachmentId.random(new Random());

        assertThat(AttachmentId.parse(id.value())).contains(id);
        assertThat(AttachmentId.parse(id.value() + "0")).isEmpty();
        assertThat(AttachmentId.parse("../" + id.value().substring(3))).isEmpty();
    }
}
