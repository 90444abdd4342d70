package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static portero.local.demo.Desk.FILED_WITH;
import static portero.local.demo.School.done;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.RateTicket.Rated;
import portero.domain.helpdesk.RatingToken;
import portero.domain.helpdesk.ReplyToTicket.Kind;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.Message;
import portero.domain.mail.Suppressions;

/** What a requester reads of a ticket in the inbox, and the link with which they rate it. */
class TicketMailTest {
    private static final Pattern RATING = Pattern.compile("/calificar#(\\d{4}-\\d{7}-\\d)\\.([0-9a-z]{26})\\b");

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void confirms_a_ticket_to_the_address_that_it_was_filed_with() {
        var number = desk.filed();

        var deliveries = desk.deliver();

        assertThat(deliveries).containsExactly(new Delivery.Sent());
        assertThat(desk.post.inbox(FILED_WITH).getFirst().path("subject").asText())
                .isEqualTo("Recibimos su solicitud " + number);
        assertThat(desk.mail(FILED_WITH))
                .contains("> La lista no me permite agregar a una docente que llegó esta semana.")
                .contains("Respuesta prometida para el ")
                .contains("https://portero.example.org/solicitudes/" + number)
                .doesNotContain("calificar");
    }

    @Test
    void brings_the_answer_and_no_note() {
        var number = desk.filed();
        desk.written(desk.agent, number, Kind.REPLY);
        desk.written(desk.agent, number, Kind.NOTE);

        var deliveries = desk.deliver();

        assertThat(deliveries).containsExactly(new Delivery.Sent(), new Delivery.Sent());
        assertThat(desk.mail(FILED_WITH)).contains("La mesa de ayuda le respondió:", "> Ya puede agregarla.");
    }

    /** Even if something wrote such a message. */
    @Test
    void never_sends_a_note() {
        var number = desk.filed();
        desk.deliver();
        desk.written(desk.agent, number, Kind.NOTE);
        var note = desk.timeline(number).getLast();
        var message = desk.post.written(new Message.TicketNews(number, note.id(), Message.News.ANSWERED));

        var delivery = desk.post.deliver(message);

        assertThat(note.kind()).isEqualTo(Entry.Kind.NOTE);
        assertThat(delivery).isEqualTo(new Delivery.GivenUp("superseded"));
    }

    @Test
    void says_nothing_that_the_ticket_has_left_behind() {
        var number = desk.filed();
        desk.deliver();
        desk.written(desk.agent, number, Kind.QUESTION);
        desk.written(desk.director, number, Kind.REPLY);
        var question = desk.deliver();
        desk.written(desk.agent, number, Kind.SOLUTION);
        desk.school.clock.move(Duration.ofSeconds(1));
        var seen = done(desk.help.show.run(desk.director, number));
        done(desk.help.reopen.run(desk.director, number, "Sigue igual.", seen.summary().version()));
        var solution = desk.deliver();

        assertThat(question).containsExactly(new Delivery.GivenUp("superseded"));
        assertThat(solution).containsExactly(new Delivery.GivenUp("superseded"), new Delivery.Sent());
        assertThat(desk.mail(FILED_WITH)).contains("Su solicitud está abierta otra vez");
        assertThat(desk.post.ratings.find(number)).isEmpty();
    }

    @Test
    void writes_to_no_suppressed_address() {
        desk.filed();
        desk.post.suppressions.add(FILED_WITH, Suppressions.Reason.BOUNCED, desk.school.clock.instant());

        var deliveries = desk.deliver();

        assertThat(deliveries).containsExactly(new Delivery.GivenUp("suppressed"));
        assertThat(desk.post.inbox(FILED_WITH)).isEmpty();
    }

    @Test
    void rates_a_solved_ticket_once_by_the_mails_link() {
        var number = solved();
        var token = token(number);

        var first = rate(number.toString(), token, 4);
        var again = rate(number.toString(), token, 1);

        assertThat(first).isEqualTo(Outcome.done(new Rated()));
        assertThat(again).isEqualTo(Outcome.refused(Refusal.Reason.RATING_FAILED));
        assertThat(desk.ticket(number).rating()).contains(4);
        assertThat(desk.kinds(number)).endsWith(Entry.Kind.SOLUTION, Entry.Kind.RATED);
    }

    @Test
    void keeps_of_the_link_no_more_than_a_hash() {
        var number = solved();
        var token = token(number);

        var kept = desk.school.surroundings().items("TICKET#" + number).toString();

        assertThat(kept).contains(token.hash()).doesNotContain(token.value());
    }

    @Test
    void refuses_whatever_is_wrong_in_the_same_way() {
        var number = solved();
        var token = token(number);
        var other = desk.filed();

        var refusals = List.of(
                rate(number.toString(), new RatingToken("00000000000000000000000000"), 5),
                rate(number.toString(), new RatingToken(""), 5),
                rate(other.toString(), token, 5),
                rate("2026-0000001-0", token, 5),
                rate("nonsense", token, 5));
        desk.school.clock.move(RatingToken.LIFE);
        var expired = rate(number.toString(), token, 5);

        assertThat(refusals).containsOnly(Outcome.refused(Refusal.Reason.RATING_FAILED));
        assertThat(expired).isEqualTo(Outcome.refused(Refusal.Reason.RATING_FAILED));
        assertThat(desk.ticket(number).rating()).isEmpty();
    }

    /** A mail whose sender died is sent again, with a link of its own. */
    @Test
    void voids_the_link_of_a_mail_that_is_sent_again() {
        var number = solved();
        var before = token(number);
        var solution = desk.timeline(number).getLast();
        desk.post.deliver(
                desk.post.written(new Message.TicketNews(number, solution.id(), Message.News.RESOLVED)));

        var old = rate(number.toString(), before, 5);
        var fresh = rate(number.toString(), token(number), 5);

        assertThat(old).isEqualTo(Outcome.refused(Refusal.Reason.RATING_FAILED));
        assertThat(fresh).isEqualTo(Outcome.done(new Rated()));
    }

    @Test
    void counts_one_of_several_ratings_at_once() throws Exception {
        var number = solved();
        var token = token(number);

        var outcomes = School.together(4, points -> rate(number.toString(), token, points + 1));

        assertThat(outcomes).containsOnlyOnce(Outcome.done(new Rated()));
        assertThat(desk.kinds(number)).containsOnlyOnce(Entry.Kind.RATED);
    }

    @Test
    void lets_an_address_guess_twenty_times_and_then_wait() {
        var guess = new RatingToken("00000000000000000000000000");
        var number = solved();

        var guesses = IntStream.range(0, 22)
                .mapToObj(_ -> rate(number.toString(), guess, 5))
                .toList();

        assertThat(guesses.subList(0, 20)).containsOnly(Outcome.refused(Refusal.Reason.RATING_FAILED));
        assertThat(guesses.getLast())
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.why())
                        .isInstanceOf(Refusal.TooManyAttempts.class));
    }

    private TicketNumber solved() {
        var number = desk.filed();
        desk.written(desk.agent, number, Kind.SOLUTION);
        assertThat(desk.deliver()).containsOnly(new Delivery.Sent());
        return number;
    }

    private RatingToken token(TicketNumber number) {
        var link = RATING.matcher(desk.mail(FILED_WITH));
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo(number.toString());
        return new RatingToken(link.group(2));
    }

    private Outcome<Rated> rate(String ticket, RatingToken token, int points) {
        return desk.rateTicket().run(ticket, token, points, "192.0.2.7", "request");
    }
}
