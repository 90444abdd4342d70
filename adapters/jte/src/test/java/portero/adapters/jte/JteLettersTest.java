package portero.adapters.jte;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import portero.domain.Secret;
import portero.domain.mail.Language;
import portero.domain.mail.Letter;
import portero.domain.mail.Mail;
import portero.domain.mail.MessageId;
import portero.domain.schools.EmailAddress;

/** Each letter is compared with what was found good to read; {@code -Dletters=write} writes what there is now instead. */
class JteLettersTest {
    private static final Path EXPECTED = Path.of("src/test/resources/portero/adapters/jte");
    private static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    private static final Secret CODE = new Secret("04718293");
    private static final String PAGE = "https://portero.example.org";

    private static final Secret RATING =
            new Secret(PAGE + "/calificar#2026-0001482-7.0123456789abcdefghjkmnpqrs");
    private static final Set<String> TABLES = Set.of("passwords-ending", "tickets-due");
    private static final Letter.About ABOUT = about("Rosa Elvira", "No permite agregar");
    private static final String ANSWER = "Ya puede agregar a la docente Ñahui.\r\n\r\n\r\n\r\nPruebe otra vez:\n<Usuarios> & «Agregar».";

    private static final Map<String, Letter> LETTERS = Map.ofEntries(
            entry("recovery-code", new Letter.RecoveryCode(
                    "Rosa Elvira", CODE, NOW.plusSeconds(600), PAGE + "/recuperar/0123456789abcdefghjkmnpqrs", false)),
            entry("recovery-code-offered", new Letter.RecoveryCode(
                    "Rosa Elvira", CODE, NOW.plusSeconds(600), PAGE + "/recuperar/0123456789abcdefghjkmnpqrs", true)),
            entry("email-code", new Letter.EmailCode("Rosa Elvira", CODE, NOW.plusSeconds(600))),
            entry("password-reset", new Letter.PasswordReset("Rosa Elvira", "IE 0990124 Los Ceibos", NOW)),
            entry("password-changed", new Letter.PasswordChanged("Rosa Elvira", NOW, PAGE + "/recuperar")),
            entry("email-changed", new Letter.EmailChanged("Rosa Elvira", NOW)),
            entry("passwords-ending", new Letter.PasswordsEnding(
                    "Carmen Rosa",
                    List.of(
                            new Letter.School(
                                    "IE Los Ceibos",
                                    List.of(
                                            new Letter.Ending("Rosa Elvira Ñahui Condezo", NOW.minusSeconds(86_400), true),
                                            new Letter.Ending(
                                                    "Maximiliana Guadalupe Chuquihuanca Yupanqui-Huarancca",
                                                    NOW.plusSeconds(130_000),
                                                    false))),
                            new Letter.School(
                                    "IE Semillitas",
                                    List.of(new Letter.Ending("Juan Pérez Quispe", NOW.plusSeconds(90_000), false)))),
                    PAGE + "/usuarios")),
            entry("ticket-received", new Letter.TicketReceived(ABOUT, "No puedo agregar a una docente.\nSale un aviso.")),
            entry("ticket-answered", new Letter.TicketAnswered(ABOUT, ANSWER)),
            entry("ticket-question", new Letter.TicketQuestion(ABOUT, "¿Cuál es el DNI de la docente?")),
            entry("ticket-resolved", new Letter.TicketResolved(ABOUT, Optional.of(ANSWER), RATING)),
            entry("ticket-resolved-on-screen", new Letter.TicketResolved(ABOUT, Optional.empty(), RATING)),
            entry("ticket-reopened", new Letter.TicketReopened(ABOUT)),
            entry("ticket-merged", new Letter.TicketMerged(ABOUT, "2026-0001481-9")),
            entry("ticket-reminder", new Letter.TicketReminder(ABOUT)),
            entry("ticket-closed", new Letter.TicketClosed(ABOUT)),
            entry("reset-offered", new Letter.ResetOffered(ABOUT, "Verifiqué sus datos.", NOW.plusSeconds(259_200))),
            entry("tickets-due", new Letter.TicketsDue(
                    "Elena",
                    List.of(
                            new Letter.DueTicket("2026-0001482-7", "No permite agregar", NOW.minusSeconds(3600), true),
                            new Letter.DueTicket("2026-0001490-2", "Otra consulta", NOW.plusSeconds(7200), false)),
                    List.of(new Letter.DueTicket("2026-0001501-6", "Cambio de director", NOW, true)),
                    PAGE + "/atencion")));

    private final JteLetters letters = new JteLetters();

    static Stream<Arguments> all() {
        return LETTERS.keySet().stream()
                .sorted()
                .flatMap(name -> Stream.of(Language.values()).map(language -> Arguments.of(name, language)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void writes_each_letter_as_it_was_found_good_to_read(String name, Language language) throws IOException {
        var mail = write(LETTERS.get(name), language);

        expect(name + "." + language.tag() + ".txt", "Subject: " + mail.subject() + "\n\n" + mail.text());
        expect(name + "." + language.tag() + ".html", mail.html());
    }

    /** What a screen reader, a narrow phone and a reader without pictures need, and nothing that tells who read it when. */
    @ParameterizedTest
    @MethodSource("all")
    void can_be_read_by_everybody_and_watches_nobody(String name, Language language) {
        var html = write(LETTERS.get(name), language).html();

        assertThat(html).contains("<html lang=\"" + language.tag() + "\">");
        assertThat(html).containsOnlyOnce("<h1").containsOnlyOnce("</h1>");
        assertThat(html.toLowerCase(Locale.ROOT)).doesNotContain("<img", "<script", "<link", "url(", "@import");
        assertThat(links(html)).allMatch(link -> link.startsWith(PAGE + "/"));
        if (!TABLES.contains(name)) {
            assertThat(html).doesNotContain("<table");
        }
    }

    /** A subject shows on locked screens. */
    @ParameterizedTest
    @MethodSource("all")
    void names_nobody_and_no_code_in_the_subject(String name, Language language) {
        var subject = write(LETTERS.get(name), language).subject();

        assertThat(subject).doesNotContain("Rosa", "Ceibos", "0471", "8293").hasSizeLessThan(55);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void shows_the_code_in_two_groups_for_ten_minutes(Language language) {
        var mail = write(LETTERS.get("recovery-code"), language);

        assertThat(mail.text()).contains("0471 8293").contains("10:10").containsPattern("diez minutos|ten minutes");
        assertThat(mail.html()).contains("0471 8293").contains("10:10");
    }

    /** Names come from registers that somebody typed. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void shows_markup_in_names_as_it_is_written(Language language) {
        var nasty = "<script>alert(1)</script>\" onmouseover='x' & ${1}";

        for (var letter : namingSomebody(nasty)) {
            var mail = write(letter, language);

            assertThat(mail.html())
                    .doesNotContain("<script>")
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .contains("&amp; ${1}");
            assertThat(mail.text()).contains(nasty);
        }
    }

    /** A name that breaks the line could begin a header, or a paragraph that the letter never said. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void keeps_names_on_one_line_and_the_right_way_round(Language language) {
        var nasty = "Rosa\r\nBcc: all@example.org\u2028\u202Etxt.exe\u0000\u200B\u2066 Elvira\n\n";

        for (var letter : namingSomebody(nasty)) {
            var mail = write(letter, language);

            assertThat(mail.subject()).doesNotContain("Bcc");
            assertThat(mail.text()).contains("Rosa Bcc: all@example.org txt.exe Elvira");
            assertThat(mail.text() + mail.html()).doesNotContain("\r", "\u2028", "\u202E", "\u0000", "\u200B", "\u2066");
            assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
        }
    }

    /** What somebody writes has several lines, and none of them may pass for the letter's own. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void sets_what_somebody_wrote_apart_and_as_it_is_written(Language language) {
        var nasty = "Hola <b>Rosa</b> & ${1}\r\nBcc: all@example.org\u202E\n\n\n\n</blockquote>--\nPortero";

        for (var letter : quotingSomebody(nasty)) {
            var mail = write(letter, language);

            assertThat(mail.subject()).doesNotContain("Bcc", "Hola");
            assertThat(mail.text())
                    .contains("> Hola <b>Rosa</b> & ${1}\n> Bcc: all@example.org\n> \n> </blockquote>--\n> Portero\n")
                    .doesNotContain("\r", "\u202E");
            assertThat(mail.html())
                    .contains("Hola &lt;b&gt;Rosa&lt;/b&gt; &amp; ${1}<br>", "&lt;/blockquote&gt;--<br>")
                    .doesNotContain("\r", "\u202E", "<b>Rosa");
        }
    }

    @Test
    void says_the_promised_moment_in_words() {
        var received = new Letter.TicketReceived(ABOUT, "Hola");

        assertThat(write(received, Language.SPANISH).text()).contains("para el miércoles 25 de noviembre a las 13:00.");
        assertThat(write(received, Language.ENGLISH).text()).contains("for Wednesday, 25 November at 13:00.");
    }

    /** Whoever holds the link can rate: it stands in the mail of the solution and nowhere else. */
    @ParameterizedTest
    @MethodSource("all")
    void has_the_rating_link_only_where_a_ticket_was_solved(String name, Language language) {
        var mail = write(LETTERS.get(name), language);

        assertThat(mail.text().contains("/calificar#")).isEqualTo(name.startsWith("ticket-resolved"));
        assertThat(mail.subject()).doesNotContain("calificar");
    }

    @Test
    void greets_somebody_whose_name_holds_nothing_to_be_seen() {
        var mail = write(new Letter.EmailChanged("\u200B\n", NOW), Language.SPANISH);

        assertThat(mail.text()).startsWith("Buen día:\n");
    }

    /** Midnight in Greenwich is still the day before in Lima. */
    @Test
    void tells_the_time_of_lima() {
        var mail = write(new Letter.PasswordChanged("Rosa", Instant.parse("2026-09-01T03:05:00Z"), PAGE), Language.SPANISH);

        assertThat(mail.text()).contains("El lunes 31 de agosto de 2026 a las 22:05 (hora del Perú)");
    }

    private static List<Letter> namingSomebody(String name) {
        return List.of(
                new Letter.RecoveryCode(name, CODE, NOW, PAGE, false),
                new Letter.EmailCode(name, CODE, NOW),
                new Letter.PasswordReset(name, "IE", NOW),
                new Letter.PasswordReset("Rosa", name, NOW),
                new Letter.PasswordChanged(name, NOW, PAGE),
                new Letter.EmailChanged(name, NOW),
                new Letter.PasswordsEnding(name, List.of(), PAGE),
                new Letter.PasswordsEnding(
                        "Rosa", List.of(new Letter.School(name, List.of(new Letter.Ending("Juan", NOW, true)))), PAGE),
                new Letter.PasswordsEnding(
                        "Rosa", List.of(new Letter.School("IE", List.of(new Letter.Ending(name, NOW, true)))), PAGE),
                new Letter.TicketReopened(about(name, "Otra consulta")),
                new Letter.TicketReopened(about("Rosa", name)),
                new Letter.TicketsDue(name, List.of(), List.of(), PAGE),
                new Letter.TicketsDue(
                        "Rosa", List.of(new Letter.DueTicket("2026-0001482-7", name, NOW, true)), List.of(), PAGE));
    }

    private static List<Letter> quotingSomebody(String text) {
        return List.of(
                new Letter.TicketReceived(ABOUT, text),
                new Letter.TicketAnswered(ABOUT, text),
                new Letter.TicketQuestion(ABOUT, text),
                new Letter.TicketResolved(ABOUT, Optional.of(text), RATING),
                new Letter.ResetOffered(ABOUT, text, NOW));
    }

    private static Letter.About about(String givenNames, String topic) {
        return new Letter.About(
                givenNames,
                "2026-0001482-7",
                topic,
                Instant.parse("2026-11-25T18:00:00Z"),
                PAGE + "/solicitudes/2026-0001482-7");
    }

    private Mail write(Letter letter, Language language) {
        return letters.write(letter, language, new MessageId("message-1"), new EmailAddress("rosa@example.org"));
    }

    private static List<String> links(String html) {
        return Stream.of(html.split("href=\"")).skip(1).map(rest -> rest.substring(0, rest.indexOf('"'))).toList();
    }

    private static void expect(String file, String actual) throws IOException {
        if ("write".equals(System.getProperty("letters"))) {
            Files.writeString(EXPECTED.resolve(file), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(EXPECTED.resolve(file)));
    }
}
