package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.together;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.domain.Secret;
import portero.domain.Unavailable;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Change;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.accounts.Operation;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.mail.DeliverMail.Delivery;
import portero.domain.mail.Language;
import portero.domain.mail.Mail;
import portero.domain.mail.MailedCode;
import portero.domain.mail.Mailer;
import portero.domain.mail.Message;
import portero.domain.mail.MessageId;
import portero.domain.mail.Outbox;
import portero.domain.mail.RecordFeedback.Feedback;
import portero.domain.mail.RecoveryId;
import portero.domain.mail.Suppressions;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Person;
import portero.domain.schools.Position;

/** One message, one mail, to whom it may reach: against the table, the user pool and the mail service. */
class DeliverMailTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static School school;
    private static PostOffice post;
    private static Caller director;

    @BeforeAll
    static void open() {
        school = new School();
        post = new PostOffice(school);
        director = school.director(LOS_CEIBOS);
    }

    @AfterAll
    static void close() {
        post.close();
        school.close();
    }

    // ------------------------------------------------------------------------------------------------ who gets it

    /** NONE has no account, PENDING one whose creation broke off; REISSUED chose a password and was given another. */
    enum Way {
        NONE,
        PENDING,
        NEVER_SIGNED_IN,
        EXPIRED,
        CHOSEN,
        REISSUED,
        DISABLED
    }

    @ParameterizedTest
    @CsvSource({
        //                  no address        UNVERIFIED          VERIFIED     BOUNCING     suppressed
        "NONE,              no-account,       no-account,         no-account,  no-account,  no-account",
        "PENDING,           no-account,       no-account,         no-account,  no-account,  no-account",
        "NEVER_SIGNED_IN,   no-address,       sent,               sent,        suppressed,  suppressed",
        "EXPIRED,           no-address,       sent,               sent,        suppressed,  suppressed",
        "CHOSEN,            no-address,       unverified-address, sent,        suppressed,  suppressed",
        "REISSUED,          no-address,       unverified-address, sent,        suppressed,  suppressed",
        "DISABLED,          disabled,         disabled,           disabled,    disabled,    disabled"
    })
    void sends_a_recovery_code_only_to_those_who_may_have_it(
            Way way, String none, String unverified, String verified, String bouncing, String suppressed) {
        var people = List.of(
                person(Optional.empty()),
                person(Optional.of(Standing.UNVERIFIED)),
                person(Optional.of(Standing.VERIFIED)),
                person(Optional.of(Standing.BOUNCING)),
                person(Optional.of(Standing.VERIFIED)));
        post.suppressions.add(address(people.getLast()), Suppressions.Reason.COMPLAINED, school.clock.instant());
        people.forEach(person -> bring(person, way));

        var results = people.stream().map(person -> post.deliver(recovery(person))).map(DeliverMailTest::word).toList();

        assertThat(results).containsExactly(none, unverified, verified, bouncing, suppressed);
        for (var i = 1; i < people.size(); i++) {
            assertThat(post.inbox(address(people.get(i)))).hasSize(results.get(i).equals("sent") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        ",            no-address, no-address",
        "UNVERIFIED,  sent,       unverified-address",
        "VERIFIED,    sent,       sent",
        "BOUNCING,    suppressed, suppressed"
    })
    void tells_of_a_new_password_wherever_mail_is_taken_and_of_others_only_where_the_person_was_found_to_read_it(
            Standing standing, String notice, String digest) {
        var person = person(Optional.ofNullable(standing));

        var results = List.of(
                        new Message.PasswordWasReset(person.id(), LOS_CEIBOS),
                        new Message.PasswordWasChanged(person.id()),
                        new Message.PasswordsEnding(
                                person.id(),
                                List.of(new Message.Ending(director.person(), LOS_CEIBOS, school.clock.instant()))))
                .stream()
                .map(content -> word(post.deliver(post.written(content))))
                .toList();

        assertThat(results).containsExactly(notice, notice, digest);
    }

    @Test
    void tells_the_former_address_of_the_new_one() {
        var person = person(Optional.of(Standing.VERIFIED));
        var former = new EmailAddress("former" + NUMBERS.incrementAndGet() + "@example.org");

        var delivery = post.deliver(post.written(new Message.EmailWasChanged(person.id(), former)));

        assertThat(delivery).isEqualTo(new Delivery.Sent());
        assertThat(post.inbox(former)).singleElement().satisfies(mail ->
                assertThat(mail.path("text").asText()).doesNotContain(address(person).value()));
        assertThat(post.inbox(address(person))).isEmpty();
    }

    @Test
    void sends_the_code_of_an_address_to_the_one_that_is_wished_for_last() {
        var person = person(Optional.of(Standing.VERIFIED));
        var first = new EmailAddress("first" + NUMBERS.incrementAndGet() + "@example.org");
        var second = new EmailAddress("second" + NUMBERS.incrementAndGet() + "@example.org");
        var earlier = post.message(new Message.EmailToVerify(person.id(), first));
        var later = post.message(new Message.EmailToVerify(person.id(), second));
        post.verifications.open(person.id(), first, earlier);
        post.verifications.open(person.id(), second, later);

        var deliveries = List.of(post.deliver(earlier.id()), post.deliver(later.id()));

        assertThat(deliveries).containsExactly(new Delivery.GivenUp("superseded"), new Delivery.Sent());
        assertThat(post.inbox(first)).isEmpty();
        var code = new Secret(PostOffice.code(post.inbox(second).getFirst().path("text").asText()));
        assertThat(post.verifications.tryCode(person.id(), school.clock.instant()))
                .hasValueSatisfying(issued -> {
                    assertThat(issued.address()).isEqualTo(second);
                    assertThat(post.hashes.matches(issued.codeHash(), code)).isTrue();
                });
    }

    // ------------------------------------------------------------------------------------------------ codes

    @Test
    void mails_a_code_that_works_for_ten_minutes_from_then_and_keeps_only_its_hash() {
        var person = person(Optional.of(Standing.VERIFIED));
        bring(person, Way.CHOSEN);
        var recovery = RecoveryId.random(school.random);
        var id = recovery(person, recovery);
        school.clock.move(Duration.ofMinutes(7));

        post.deliver(id);

        var sentAt = school.clock.instant();
        var text = post.inbox(address(person)).getFirst().path("text").asText();
        var code = PostOffice.code(text);
        assertThat(text).contains(PostOffice.LINKS.recovery(recovery));
        assertThat(post.recoveries.tryCode(recovery, sentAt)).hasValueSatisfying(issued -> {
            assertThat(post.hashes.matches(issued.codeHash(), new Secret(code))).isTrue();
            assertThat(issued.expiresAt()).isEqualTo(sentAt.plus(MailedCode.LIFE));
        });
        assertThat(everything()).doesNotContain(code);
    }

    /** The mail of the first may have been sent after all: then whoever reads it must not hold a second key. */
    @Test
    void voids_the_code_before_when_it_makes_another() {
        var person = person(Optional.of(Standing.VERIFIED));
        bring(person, Way.CHOSEN);
        var recovery = RecoveryId.random(school.random);
        var id = recovery(person, recovery);
        var written = new ArrayList<Mail>();
        post.deliverMail(mail -> {
                    written.add(mail);
                    return new Mailer.Sending.Busy(Duration.ofSeconds(1));
                })
                .run(id);

        post.deliver(id);

        var first = new Secret(PostOffice.code(written.getFirst().text()));
        var second = new Secret(PostOffice.code(post.inbox(address(person)).getFirst().path("text").asText()));
        var issued = post.recoveries.tryCode(recovery, school.clock.instant()).orElseThrow();
        assertThat(post.hashes.matches(issued.codeHash(), first)).isFalse();
        assertThat(post.hashes.matches(issued.codeHash(), second)).isTrue();
    }

    // ------------------------------------------------------------------------------------------------ one mail

    @Test
    void sends_one_mail_though_the_stream_delivers_many_times() throws Exception {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        school.clock.move(Duration.ofSeconds(1));

        var atOnce = together(8, _ -> post.deliverMail().run(id));
        var later = post.deliver(id);

        assertThat(atOnce).containsOnlyOnce(new Delivery.Sent());
        assertThat(later).isEqualTo(new Delivery.NothingToDo());
        assertThat(post.inbox(address(person))).hasSize(1);
    }

    @Test
    void sends_one_mail_later_when_the_mail_service_is_too_busy() {
        var person = person(Optional.of(Standing.VERIFIED));
        var first = post.written(new Message.PasswordWasChanged(person.id()));
        var second = post.written(new Message.PasswordWasChanged(person.id()));
        school.clock.move(Duration.ofSeconds(1));

        var deliveries = List.of(post.deliverMail().run(first), post.deliverMail().run(second));
        var between = post.inbox(address(person)).size();
        var later = post.deliver(second);

        assertThat(deliveries).containsExactly(new Delivery.Sent(), new Delivery.Busy(Duration.ofSeconds(1)));
        assertThat(between).isEqualTo(1);
        assertThat(later).isEqualTo(new Delivery.Sent());
        assertThat(post.inbox(address(person))).hasSize(2);
    }

    @Test
    void sends_one_mail_though_the_answer_was_lost() throws Exception {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        school.clock.move(Duration.ofSeconds(1));

        var lost = post.deliverMail(mail -> {
                    post.mailer.send(mail);
                    return new Mailer.Sending.Unknown();
                })
                .run(id);
        var again = post.deliver(id);
        hear(id);
        school.clock.move(Outbox.PATIENCE);
        var offered = post.outbox.offerAgain(id, school.clock.instant());

        assertThat(lost).isEqualTo(new Delivery.Unknown());
        assertThat(again).isEqualTo(new Delivery.NothingToDo());
        assertThat(offered).isFalse();
        assertThat(unsent()).doesNotContain(id);
        assertThat(post.inbox(address(person))).hasSize(1);
    }

    /** Not an exception, which would be caught: what a function that dies leaves behind. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void sends_one_mail_after_somebody_died_before_sending_it() {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        assertThatThrownBy(() -> post.deliverMail(_ -> {
                            throw new Death();
                        })
                        .run(id))
                .isInstanceOf(Death.class);

        var soon = post.deliver(id);
        school.clock.move(Outbox.PATIENCE);
        var found = unsent();
        var offered = post.outbox.offerAgain(id, school.clock.instant());
        var later = post.deliver(id);

        assertThat(soon).isEqualTo(new Delivery.NothingToDo());
        assertThat(found).contains(id);
        assertThat(offered).isTrue();
        assertThat(later).isEqualTo(new Delivery.Sent());
        assertThat(post.inbox(address(person))).hasSize(1);
    }

    @Test
    void sends_one_mail_though_somebody_died_after_sending_it() throws Exception {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        school.clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> post.deliverMail(mail -> {
                            post.mailer.send(mail);
                            throw new Death();
                        })
                        .run(id))
                .isInstanceOf(Death.class);

        hear(id);
        school.clock.move(Outbox.PATIENCE);
        var offered = post.outbox.offerAgain(id, school.clock.instant());

        assertThat(offered).isFalse();
        assertThat(post.deliver(id)).isEqualTo(new Delivery.NothingToDo());
        assertThat(post.inbox(address(person))).hasSize(1);
    }

    /** Nothing was sent, and whoever asks next need not wait for reconcile. */
    @Test
    void can_be_delivered_at_once_after_a_fault() {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        var faulty = post.deliverMail(_ -> {
            throw new Unavailable("ses", Duration.ofSeconds(1), new IllegalStateException());
        });

        assertThatThrownBy(() -> faulty.run(id)).isInstanceOf(Unavailable.class);

        assertThat(post.deliver(id)).isEqualTo(new Delivery.Sent());
        assertThat(post.inbox(address(person))).hasSize(1);
    }

    @Test
    void gives_up_what_is_refused_for_itself_and_what_comes_too_late() {
        var person = person(Optional.of(Standing.VERIFIED));
        var refused = post.written(new Message.PasswordWasChanged(person.id()));
        var late = post.message(new Message.PasswordWasChanged(person.id()));
        post.outbox.put(late);

        var first = post.deliverMail(_ -> new Mailer.Sending.Refused("MessageRejected")).run(refused);
        school.clock.move(Duration.ofHours(1));
        var second = post.deliver(late.id());

        assertThat(first).isEqualTo(new Delivery.GivenUp("refused-MessageRejected"));
        assertThat(second).isEqualTo(new Delivery.GivenUp("too-late"));
        assertThat(post.deliver(refused)).isEqualTo(new Delivery.NothingToDo());
        assertThat(post.inbox(address(person))).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------ what came back

    @Test
    void writes_no_more_to_an_address_that_bounces() throws Exception {
        var bouncing = new EmailAddress("bounce+" + NUMBERS.incrementAndGet() + "@simulator.amazonses.com");
        var person = person(Optional.of(new ContactEmail(bouncing, Standing.VERIFIED)), "Condori");
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        post.deliver(id);
        var bounced = post.event("Bounce").path("bounce").path("bouncedRecipients").get(0).path("emailAddress").asText();
        var feedback = new Feedback.Bounced(id, List.of(new EmailAddress(bounced)));

        post.recordFeedback().run(feedback, "request-1");
        post.recordFeedback().run(feedback, "request-2");

        assertThat(school.personnel.find(person.id()).flatMap(Person::email))
                .contains(new ContactEmail(bouncing, Standing.BOUNCING));
        assertThat(everything().split("email-bounced#request")).hasSize(2);
        assertThat(word(post.deliver(post.written(new Message.PasswordWasChanged(person.id()))))).isEqualTo("suppressed");
    }

    @Test
    void writes_no_more_to_a_reader_who_complains_about_a_recovery() {
        var person = person(Optional.of(Standing.VERIFIED));
        bring(person, Way.CHOSEN);
        var id = recovery(person);
        post.deliver(id);

        post.recordFeedback().run(new Feedback.Complained(id, List.of(address(person))), "request-1");

        assertThat(school.personnel.find(person.id()).flatMap(Person::email))
                .map(ContactEmail::standing)
                .contains(Standing.BOUNCING);
        assertThat(word(post.deliver(recovery(person)))).isEqualTo("suppressed");
    }

    /** A full mailbox is empty tomorrow. */
    @Test
    void goes_on_writing_after_a_passing_trouble() {
        var person = person(Optional.of(Standing.VERIFIED));
        var id = post.written(new Message.PasswordWasChanged(person.id()));
        post.deliver(id);

        post.recordFeedback().run(new Feedback.Delayed(id), "request-1");

        assertThat(word(post.deliver(post.written(new Message.PasswordWasChanged(person.id()))))).isEqualTo("sent");
    }

    /** What the Send event makes of a message, as the function does it. */
    private static void hear(MessageId id) throws Exception {
        while (true) {
            var mail = post.event("Send").path("mail");
            if (mail.path("tags").path("message").get(0).asText().equals(id.value())) {
                post.recordFeedback().run(new Feedback.Sent(id, mail.path("messageId").asText()), "request");
                return;
            }
        }
    }

    private static List<MessageId> unsent() {
        return post.outbox
                .unsent(school.clock.instant().minus(Outbox.PATIENCE).plusMillis(1), Optional.empty())
                .items();
    }

    private static String word(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Sent() -> "sent";
            case Delivery.GivenUp(var reason) -> reason;
            case Delivery other -> throw new AssertionError("Neither sent nor given up: " + other);
        };
    }

    private static MessageId recovery(Person person) {
        return recovery(person, RecoveryId.random(school.random));
    }

    private static MessageId recovery(Person person, RecoveryId recovery) {
        var message = new Message(
                PostOffice.id(),
                new Message.RecoveryRequested(recovery, person.login(), Optional.empty()),
                Language.SPANISH,
                school.clock.instant(),
                school.clock.instant().plus(Duration.ofMinutes(30)));
        post.recoveries.open(recovery, person.login(), message);
        return message.id();
    }

    private static void bring(Person person, Way way) {
        switch (way) {
            case NONE -> {}
            case PENDING -> school.accounts.claim(
                    new Operation(
                            director.person(),
                            new IdempotencyKey("pending-0123456789-" + NUMBERS.incrementAndGet()),
                            LOS_CEIBOS,
                            person.id(),
                            Role.TEACHER),
                    person,
                    school.clock.instant(),
                    Duration.ofSeconds(15));
            case NEVER_SIGNED_IN -> give(person);
            case EXPIRED -> {
                give(person);
                school.clock.move(School.PASSWORD_LIFE.plusSeconds(1));
            }
            case CHOSEN -> choose(person);
            case REISSUED -> {
                choose(person);
                school.identities.setTemporaryPassword(person.login(), TemporaryPassword.generate(school.random));
            }
            case DISABLED -> {
                give(person);
                var surroundings = school.surroundings();
                surroundings.pools().adminDisableUser(user -> user.userPoolId(surroundings.poolId())
                        .username(person.login().value()));
            }
        }
    }

    private static void give(Person person) {
        school.given(director, LOS_CEIBOS, person, Role.TEACHER);
    }

    private static void choose(Person person) {
        give(person);
        var surroundings = school.surroundings();
        surroundings.pools().adminSetUserPassword(user -> user.userPoolId(surroundings.poolId())
                .username(person.login().value())
                .password("faro nube tambor cauce")
                .permanent(true));
        school.accounts.passwordChosen(
                person.login(), Change.own(person.id(), "choose-password", school.clock.instant(), "request"));
    }

    private static Person person(Optional<Standing> standing) {
        var number = NUMBERS.incrementAndGet();
        return person(
                standing.map(known -> new ContactEmail(new EmailAddress("persona" + number + "@example.org"), known)),
                "Condezo");
    }

    private static Person person(Optional<ContactEmail> email, String surname) {
        var bare = school.stranger(surname, email);
        school.enrol(LOS_CEIBOS, bare, Position.PROFESOR);
        return bare;
    }

    private static EmailAddress address(Person person) {
        return person.email().orElseThrow().address();
    }

    private static String everything() {
        var surroundings = school.surroundings();
        return surroundings.tables().scanPaginator(scan -> scan.tableName(surroundings.tableName())).items().stream()
                .map(Object::toString)
                .reduce("", String::concat);
    }
}
