package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.demo.School.LOS_CEIBOS;
import static portero.local.demo.School.done;
import static portero.local.demo.School.together;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import portero.adapters.captcha.AltchaCaptchaMaker;
import portero.adapters.dynamodb.DynamoDbAttempts;
import portero.adapters.dynamodb.DynamoDbCaptchas;
import portero.adapters.dynamodb.DynamoDbRecoveries;
import portero.adapters.dynamodb.Pbkdf2CodeHashes;
import portero.adapters.dynamodb.Table;
import portero.domain.Outcome;
import portero.domain.Refusal;
import portero.domain.Refusal.InProgress;
import portero.domain.Refusal.Reason;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.WeakPassword;
import portero.domain.Secret;
import portero.domain.accounts.Account;
import portero.domain.accounts.Caller;
import portero.domain.accounts.Callers;
import portero.domain.accounts.Change;
import portero.domain.accounts.PasswordChange;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.accounts.PasswordRefusal;
import portero.domain.accounts.Role;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Recoveries;
import portero.domain.mail.RecoveryId;
import portero.domain.schools.ContactEmail.Standing;
import portero.domain.schools.Person;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication;
import portero.domain.signin.Authentication.Result;
import portero.domain.signin.Captcha;
import portero.domain.signin.ChangePassword;
import portero.domain.signin.ConfirmRecovery;
import portero.domain.signin.IssueCaptcha;
import portero.domain.signin.RecoverPassword;
import portero.domain.signin.SignIn;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Recovering a password by mail; what deliver-mail does in between is done here by {@link #mail}. */
class RecoveryTest {
    private static final Secret OWN = new Secret("faro nube tambor cauce");
    private static final Secret NEXT = new Secret("cerro laguna trompo mimbre");
    private static final Pattern AUTH_TIME = Pattern.compile("\"auth_time\":(\\d+)");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private static final Pbkdf2CodeHashes HASHES = new Pbkdf2CodeHashes(new SecureRandom());

    private static School school;
    private static Mailbox mailbox;
    private static Caller director;
    private static Recoveries recoveries;
    private static Attempts attempts;
    private static SignIn signIn;
    private static IssueCaptcha issueCaptcha;
    private static ChangePassword changePassword;

    private final String address = "198.51.100." + ADDRESSES.incrementAndGet();

    @BeforeAll
    static void open() {
        school = new School();
        mailbox = new Mailbox(school);
        director = school.director(LOS_CEIBOS);
        var table = school.surroundings().table();
        recoveries = new DynamoDbRecoveries(table);
        attempts = new DynamoDbAttempts(table);
        var maker = new AltchaCaptchaMaker(school.random);
        var captchas = new DynamoDbCaptchas(table);
        issueCaptcha = new IssueCaptcha(maker, captchas, attempts, school.clock, school.random);
        signIn = new SignIn(school.authentication, maker, captchas, attempts, school.accounts, school.clock);
        changePassword = new ChangePassword(
                school.authentication,
                attempts,
                school.accounts,
                school.passwords,
                school.institutions,
                PasswordPolicy.standard(),
                school.clock,
                school.random);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Nested
    class Asking {
        @Test
        void remembers_the_request_with_its_message_and_no_code() {
            var teacher = withPassword(Standing.VERIFIED);

            var id = done(ask(teacher.login().value()));

            assertThat(mailbox.waitingFor(teacher))
                    .containsExactly(new Message.RecoveryRequested(id, teacher.login(), Optional.empty()));
            assertThat(recoveries.tryCode(id, school.clock.instant())).isEmpty();
        }

        /** Neither the answer nor the work done for it may tell strangers whose login they typed. */
        @Test
        void does_and_answers_the_same_for_whatever_login() {
            var disabled = withPassword(Standing.VERIFIED);
            disable(disabled);
            var unfinished = mailbox.teacher(LOS_CEIBOS, Standing.VERIFIED);
            var asked = new LinkedHashMap<String, String>();
            asked.put("verified", withPassword(Standing.VERIFIED).login().value());
            asked.put("unverified", withPassword(Standing.UNVERIFIED).login().value());
            asked.put("bouncing", withPassword(Standing.BOUNCING).login().value());
            asked.put("without e-mail", withoutEmail().login().value());
            asked.put("disabled", disabled.login().value());
            asked.put("without account", unfinished.login().value());
            asked.put("nobody", "59999998");
            var answers = new ArrayList<Integer>();
            var calls = new ArrayList<List<String>>();
            // So that the count of the asker's own address is not new for the first of them.
            done(ask("59999993"));

            try (var noted = new Calls(school.surroundings())) {
                var recoverPassword = recoverPassword(noted.table());
                asked.forEach((_, login) -> {
                    var captcha = solved(Captcha.Action.RECOVER_PASSWORD);
                    var outcome = recoverPassword.run(login, captcha, Language.SPANISH, address);
                    answers.add(done(outcome).value().length());
                    calls.add(noted.taken());
                });
            }

            assertThat(answers).hasSize(asked.size()).containsOnly(26);
            assertThat(calls.stream().distinct()).hasSize(1);
            assertThat(calls.getFirst()).isNotEmpty();
        }

        @Test
        void answers_what_is_no_login_alike_and_writes_nothing() {
            var before = mailbox.waiting().size();

            var outcome = ask("nobody at all");

            assertThat(done(outcome).value()).hasSize(26);
            assertThat(mailbox.waiting()).hasSize(before);
        }

        @Test
        void asks_for_a_verification_code_made_for_it() {
            var teacher = withPassword(Standing.VERIFIED);
            var spent = solved(Captcha.Action.RECOVER_PASSWORD);
            var foreign = solved(Captcha.Action.SIGN_IN);
            var recoverPassword = recoverPassword(school.surroundings().table());
            recoverPassword.run(teacher.login().value(), spent, Language.SPANISH, address);

            var again = recoverPassword.run(teacher.login().value(), spent, Language.SPANISH, address);
            var other = recoverPassword.run(teacher.login().value(), foreign, Language.SPANISH, address);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CAPTCHA_FAILED));
            assertThat(other).isEqualTo(again);
        }

        /** Known or not, a login waits as long: a limit that only people have would tell who is one. */
        @Test
        void makes_a_login_wait_whether_it_is_anybodys_or_not() {
            var known = withPassword(Standing.VERIFIED).login().value();
            var unknown = "59999997";
            for (var i = 0; i < 4; i++) {
                done(ask(known));
                done(ask(unknown));
            }

            var refused = List.of(ask(known), ask(unknown));

            assertThat(refused).containsOnly(Outcome.refused(new TooManyAttempts(Duration.ofMinutes(15))));
        }

        @Test
        void sends_no_more_than_ten_mails_a_day_to_one_login() {
            var login = "59999996";
            var opened = 0;

            for (var minute = 0; minute < 24 * 60; minute += 15) {
                for (var i = 0; i < 5; i++) {
                    opened += ask(login) instanceof Outcome.Done ? 1 : 0;
                }
                school.clock.move(Duration.ofMinutes(15));
            }

            assertThat(opened).isEqualTo(10);
        }

        @Test
        void makes_an_address_wait_that_asks_for_many_logins() {
            for (var i = 0; i < 31; i++) {
                done(ask("588100" + (10 + i)));
            }

            var next = ask("58810099");

            assertThat(next).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
        }
    }

    @Nested
    class Confirming {
        @Test
        void replaces_the_password_and_starts_no_session() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);

            var outcome = confirm(teacher, recovery, code.value(), NEXT);

            assertThat(outcome).isEqualTo(Outcome.done(new ConfirmRecovery.Recovered()));
            assertThat(enter(teacher, OWN)).isEqualTo(Outcome.refused(Reason.WRONG_CREDENTIALS));
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        /** The refresh token is the pool's to refuse, the access token that is still alive ours, on every route. */
        @Test
        void ends_every_session() {
            var teacher = withPassword(Standing.VERIFIED);
            var session = tokens(teacher, OWN);
            var before = caller(teacher, session);
            school.clock.move(Duration.ofMinutes(1));
            var recovery = done(ask(teacher.login().value()));

            done(confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT));

            assertThat(before).isPresent();
            assertThat(caller(teacher, session)).isEmpty();
            assertThat(school.authentication.refresh(teacher.login(), session.refresh())).isEqualTo(new Result.Ended());
            assertThat(caller(teacher, tokens(teacher, NEXT))).isPresent();
        }

        @Test
        void tells_the_person_and_leaves_an_audit_item() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));

            done(confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT));

            assertThat(mailbox.waitingFor(teacher)).contains(new Message.PasswordWasChanged(teacher.id()));
            assertThat(audit(teacher)).contains("recover-password");
            assertThat(account(teacher).password().version()).isEqualTo(3);
        }

        /** Cognito's own recovery leaves these people outside. */
        @ParameterizedTest
        @EnumSource(names = {"VERIFIED", "UNVERIFIED"})
        void works_for_who_never_used_the_temporary_password_and_verifies_the_address(Standing standing) {
            var teacher = mailbox.teacher(LOS_CEIBOS, standing);
            var temporary = school.given(director, LOS_CEIBOS, teacher, Role.TEACHER).password();
            var recovery = done(ask(teacher.login().value()));

            done(confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT));

            assertThat(account(teacher).temporaryUntil()).isEmpty();
            assertThat(school.personnel.find(teacher.id()).orElseThrow().email().orElseThrow().standing())
                    .isEqualTo(Standing.VERIFIED);
            assertThat(school.works(teacher, temporary)).isFalse();
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        @Test
        void works_when_the_temporary_password_has_expired() {
            var teacher = mailbox.teacher(LOS_CEIBOS, Standing.VERIFIED);
            school.given(director, LOS_CEIBOS, teacher, Role.TEACHER);
            school.clock.move(School.PASSWORD_LIFE.plusDays(1));
            var recovery = done(ask(teacher.login().value()));

            done(confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT));

            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        @Test
        void lets_in_at_once_whom_wrong_passwords_kept_waiting() {
            var teacher = withPassword(Standing.VERIFIED);
            for (var i = 0; i < 5; i++) {
                enter(teacher, NEXT);
            }
            var waiting = enter(teacher, OWN);
            var recovery = done(ask(teacher.login().value()));

            done(confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT));

            // The pool's own lock after five wrong passwords lasts a second.
            school.clock.move(Duration.ofSeconds(1));
            assertThat(waiting).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        @Test
        void forgives_how_login_and_code_are_written() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery).value().value();
            var login = " " + teacher.login().value().substring(0, 4) + "." + teacher.login().value().substring(4);
            var spaced = new Secret(" " + code.substring(0, 4) + " - " + code.substring(4) + " ");

            var outcome = confirm(new ConfirmRecovery.Attempt(recovery.value(), login, spaced, NEXT));

            assertThat(outcome).isEqualTo(Outcome.done(new ConfirmRecovery.Recovered()));
        }

        @Test
        void refuses_alike_whatever_is_wrong_with_the_code() {
            var teacher = withPassword(Standing.VERIFIED);
            var other = withPassword(Standing.VERIFIED);
            var unsent = done(ask(teacher.login().value()));
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var refused = new LinkedHashMap<String, Outcome<ConfirmRecovery.Recovered>>();

            refused.put("wrong", confirm(teacher, recovery, code.wrong(), NEXT));
            refused.put("not sent", confirm(teacher, unsent, code.value(), NEXT));
            refused.put("unknown", confirm(teacher, RecoveryId.random(school.random), code.value(), NEXT));
            refused.put("malformed", confirm(
                    new ConfirmRecovery.Attempt("x", teacher.login().value(), code.value(), NEXT)));
            refused.put("other login", confirm(other, recovery, code.value(), NEXT));
            refused.put("weak password, wrong code", confirm(teacher, recovery, code.wrong(), new Secret("x")));
            school.clock.move(Duration.ofMinutes(10));
            refused.put("expired", confirm(teacher, recovery, code.value(), NEXT));

            assertThat(refused.values()).containsOnly(Outcome.refused(Reason.CODE_FAILED));
            assertThat(done(enter(teacher, OWN))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        /** Whoever asked for somebody else's code must not see by the work done whether one was sent. */
        @Test
        void does_the_same_for_a_wrong_code_whether_one_was_sent_or_not() {
            var teacher = withPassword(Standing.VERIFIED);
            var sent = done(ask(teacher.login().value()));
            var code = mail(teacher, sent);
            var unsent = done(ask("59999995"));
            var calls = new LinkedHashMap<String, List<String>>();
            // So that the count of the asker's own address is not new for the first of them.
            confirm(teacher, unsent, code.wrong(), NEXT);

            try (var noted = new Calls(school.surroundings())) {
                var confirmRecovery = confirmRecovery(noted.table(), school.passwords, school.authentication);
                for (var tried : Map.of("sent", sent, "unsent", unsent).entrySet()) {
                    var attempt = new ConfirmRecovery.Attempt(
                            tried.getValue().value(), teacher.login().value(), code.wrong(), NEXT);
                    confirmRecovery.run(attempt, Language.SPANISH, address, "request");
                    calls.put(tried.getKey(), noted.taken());
                }
            }

            assertThat(calls.get("sent")).isNotEmpty().isEqualTo(calls.get("unsent"));
        }

        @Test
        void takes_five_wrong_codes_and_then_not_even_the_right_one() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            for (var i = 0; i < Recoveries.TRIES; i++) {
                confirm(teacher, recovery, code.wrong(), NEXT);
            }

            var outcome = confirm(teacher, recovery, code.value(), NEXT);

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
        }

        @Test
        void takes_only_the_latest_code_of_a_mail_sent_anew() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var first = mail(teacher, recovery);
            var second = mail(teacher, recovery);

            var early = confirm(teacher, recovery, first.value(), NEXT);
            var late = confirm(teacher, recovery, second.value(), NEXT);

            assertThat(early).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
            assertThat(late).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void says_that_the_password_is_weak_only_to_who_has_the_code_and_does_not_spend_it() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var personal = new Secret("Rosa Elvira " + teacher.name().paternal());
            for (var i = 0; i < 2 * Recoveries.TRIES; i++) {
                assertThat(refusal(confirm(teacher, recovery, code.value(), new Secret("corta"))))
                        .isEqualTo(new WeakPassword(PasswordRefusal.TOO_SHORT));
            }

            var named = confirm(teacher, recovery, code.value(), personal);
            var better = confirm(teacher, recovery, code.value(), NEXT);

            assertThat(refusal(named)).isInstanceOf(WeakPassword.class);
            assertThat(better).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void works_once() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            done(confirm(teacher, recovery, code.value(), NEXT));

            var again = confirm(teacher, recovery, code.value(), OWN);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        /** Two windows, or a double click: one password works, and it is the one of whoever was told so. */
        @Test
        void lets_one_of_several_at_once_choose() throws Exception {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var chosen = List.of(NEXT, new Secret("pozo sendero alero canto"), new Secret("higo tejado lluvia remo"));

            var outcomes = together(3, number -> confirm(teacher, recovery, code.value(), chosen.get(number)));

            var winners = outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done).toList();
            assertThat(winners).hasSize(1);
            assertThat(done(enter(teacher, chosen.get(outcomes.indexOf(winners.getFirst())))))
                    .isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        /** The mailbox may be somebody else's since: only what is the person's address now opens anything. */
        @Test
        void is_void_once_the_address_bounces_or_is_another() {
            var bouncing = withPassword(Standing.VERIFIED);
            var moved = withPassword(Standing.VERIFIED);
            var first = done(ask(bouncing.login().value()));
            var second = done(ask(moved.login().value()));
            var firstCode = mail(bouncing, first);
            var secondCode = mail(moved, second);
            set(bouncing, "emailStanding", Standing.BOUNCING.name());
            set(moved, "email", "otra@example.org");

            var refused = List.of(
                    confirm(bouncing, first, firstCode.value(), NEXT), confirm(moved, second, secondCode.value(), NEXT));

            assertThat(refused).containsOnly(Outcome.refused(Reason.CODE_FAILED));
        }

        /** A mistyped address must not open an account that somebody works with. */
        @Test
        void is_void_for_an_unverified_address_once_the_person_has_been_in() {
            var teacher = withPassword(Standing.UNVERIFIED);
            var recovery = done(ask(teacher.login().value()));

            var outcome = confirm(teacher, recovery, mail(teacher, recovery).value(), NEXT);

            assertThat(outcome).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
        }

        @Test
        void is_void_once_the_password_was_replaced_otherwise() {
            var changed = withPassword(Standing.VERIFIED);
            var recovered = withPassword(Standing.VERIFIED);
            var chosen = mailbox.teacher(LOS_CEIBOS, Standing.VERIFIED);
            school.given(director, LOS_CEIBOS, chosen, Role.TEACHER);
            var requests = new LinkedHashMap<Person, RecoveryId>();
            var codes = new LinkedHashMap<Person, Mailbox.Code>();
            for (var person : List.of(changed, recovered, chosen)) {
                requests.put(person, done(ask(person.login().value())));
                codes.put(person, mail(person, requests.get(person)));
            }
            done(changePassword.run(caller(changed), OWN, NEXT, Language.SPANISH));
            var other = done(ask(recovered.login().value()));
            done(confirm(recovered, other, mail(recovered, other).value(), NEXT));
            school.accounts.passwordChosen(
                    chosen.login(), Change.own(chosen.id(), "choose-password", school.clock.instant(), "request"));

            var outcomes = requests.keySet().stream()
                    .map(person -> confirm(
                            person, requests.get(person), codes.get(person).value(), new Secret("pozo sendero alero canto")))
                    .toList();

            assertThat(outcomes).hasSize(3).containsOnly(Outcome.refused(Reason.CODE_FAILED));
        }

        /** Somebody resets at this moment: wait for them; when they give up, the same code still does. */
        @Test
        void waits_for_whoever_is_replacing_the_password_without_spending_the_code() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var reset = PasswordChange.reset(director, School.key(), LOS_CEIBOS, account(teacher), 2);
            school.passwords.claim(reset, school.clock.instant(), Duration.ofSeconds(15));

            var meanwhile = confirm(teacher, recovery, code.value(), NEXT);
            school.passwords.abandon(reset);
            var afterwards = confirm(teacher, recovery, code.value(), NEXT);

            assertThat(refusal(meanwhile)).isInstanceOf(InProgress.class);
            assertThat(afterwards).isInstanceOf(Outcome.Done.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"claim", "replacePassword"})
        void goes_on_with_the_same_code_after_a_death_on_the_way(String call) {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var attempt = new ConfirmRecovery.Attempt(recovery.value(), teacher.login().value(), code.value(), NEXT);
            var dying = confirmRecovery(
                    school.surroundings().table(),
                    Dying.after(PasswordChanges.class, school.passwords, call),
                    Dying.after(Authentication.class, school.authentication, call));
            assertThatThrownBy(() -> dying.run(attempt, Language.SPANISH, address, "request"))
                    .isInstanceOf(Dying.Death.class);

            var early = confirm(attempt);
            school.clock.move(School.LEASE_OVER);
            var late = confirm(attempt);

            assertThat(refusal(early)).isInstanceOf(InProgress.class);
            assertThat(late).isInstanceOf(Outcome.Done.class);
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        @Test
        void is_done_when_only_the_answer_was_lost() {
            var teacher = withPassword(Standing.VERIFIED);
            var recovery = done(ask(teacher.login().value()));
            var code = mail(teacher, recovery);
            var attempt = new ConfirmRecovery.Attempt(recovery.value(), teacher.login().value(), code.value(), NEXT);
            var dying = confirmRecovery(
                    school.surroundings().table(),
                    Dying.after(PasswordChanges.class, school.passwords, "complete"),
                    school.authentication);
            assertThatThrownBy(() -> dying.run(attempt, Language.SPANISH, address, "request"))
                    .isInstanceOf(Dying.Death.class);

            var again = confirm(attempt);

            assertThat(again).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
            assertThat(done(enter(teacher, NEXT))).isInstanceOf(SignIn.Entered.SignedIn.class);
        }

        @Test
        void makes_an_address_wait_that_tries_many_codes() {
            var attempt = new ConfirmRecovery.Attempt(
                    RecoveryId.random(school.random).value(), "59999994", new Secret("00000000"), NEXT);
            for (var i = 0; i < 21; i++) {
                assertThat(confirm(attempt)).isEqualTo(Outcome.refused(Reason.CODE_FAILED));
            }

            var next = confirm(attempt);

            assertThat(next).isEqualTo(Outcome.refused(new TooManyAttempts(Duration.ofSeconds(30))));
        }
    }

    @Nested
    class SigningInMeanwhile {
        /** A claim must stay where those are found that died over it, whatever the person does with the password before. */
        @Test
        void leaves_a_claim_where_it_is_found() {
            var teacher = withPassword(Standing.VERIFIED);
            var reset = PasswordChange.reset(director, School.key(), LOS_CEIBOS, account(teacher), 2);
            school.passwords.claim(reset, school.clock.instant(), Duration.ofSeconds(15));

            var entered = enter(teacher, OWN);

            school.clock.move(School.LEASE_OVER);
            assertThat(done(entered)).isInstanceOf(SignIn.Entered.SignedIn.class);
            assertThat(school.passwords.unfinished(school.clock.instant(), Optional.empty()).items())
                    .anyMatch(left -> left.login().equals(teacher.login()));
            school.passwords.abandon(reset);
        }
    }

    // ------------------------------------------------------------------------------------------------ the parts

    private static RecoverPassword recoverPassword(Table table) {
        return new RecoverPassword(
                new DynamoDbRecoveries(table),
                new AltchaCaptchaMaker(school.random),
                new DynamoDbCaptchas(table),
                new DynamoDbAttempts(table),
                school.clock,
                school.random);
    }

    private static ConfirmRecovery confirmRecovery(
            Table table, PasswordChanges passwords, Authentication authentication) {
        return new ConfirmRecovery(
                new DynamoDbRecoveries(table),
                HASHES,
                school.accounts,
                school.personnel,
                school.institutions,
                passwords,
                authentication,
                new DynamoDbAttempts(table),
                PasswordPolicy.standard(),
                school.clock,
                school.random);
    }

    private Outcome<RecoveryId> ask(String login) {
        return recoverPassword(school.surroundings().table())
                .run(login, solved(Captcha.Action.RECOVER_PASSWORD), Language.SPANISH, address);
    }

    /** As deliver-mail does, but for what it finds out about the person first. */
    private static Mailbox.Code mail(Person person, RecoveryId recovery) {
        var code = Mailbox.Code.fresh(school, HASHES);
        var now = school.clock.instant();
        var issued = new Recoveries.Issued(
                person.login(),
                Mailbox.address(person),
                account(person).password().version(),
                code.hash(),
                now,
                now.plus(Duration.ofMinutes(10)));
        assertThat(recoveries.issue(recovery, issued)).isTrue();
        return code;
    }

    private Outcome<ConfirmRecovery.Recovered> confirm(
            Person person, RecoveryId recovery, Secret code, Secret newPassword) {
        return confirm(new ConfirmRecovery.Attempt(recovery.value(), person.login().value(), code, newPassword));
    }

    private Outcome<ConfirmRecovery.Recovered> confirm(ConfirmRecovery.Attempt attempt) {
        return confirmRecovery(school.surroundings().table(), school.passwords, school.authentication)
                .run(attempt, Language.SPANISH, address, "request");
    }

    private Outcome<SignIn.Entered> enter(Person person, Secret password) {
        return signIn.run(person.login().value(), password, solved(Captcha.Action.SIGN_IN), address);
    }

    private Captcha.Answer solved(Captcha.Action action) {
        return SolvedCaptcha.of(issueCaptcha, action, address);
    }

    private static Person withPassword(Standing standing) {
        return chosen(mailbox.teacher(LOS_CEIBOS, standing));
    }

    private static Person withoutEmail() {
        return chosen(school.teacher(LOS_CEIBOS));
    }

    /** With a password of their own, the second that the account has. */
    private static Person chosen(Person person) {
        school.given(director, LOS_CEIBOS, person, Role.TEACHER);
        school.authentication.replacePassword(person.login(), OWN);
        school.accounts.passwordChosen(
                person.login(), Change.own(person.id(), "choose-password", school.clock.instant(), "request"));
        return person;
    }

    private static void disable(Person person) {
        school.surroundings()
                .pools()
                .adminDisableUser(user -> user.userPoolId(school.surroundings().poolId())
                        .username(person.login().value()));
    }

    private static void set(Person person, String attribute, String value) {
        school.surroundings()
                .tables()
                .updateItem(update -> update.tableName(school.surroundings().tableName())
                        .key(Map.of("pk", text("PERSON#" + person.id()), "sk", text("PERSON")))
                        .updateExpression("SET " + attribute + " = :value")
                        .expressionAttributeValues(Map.of(":value", text(value))));
    }

    private static String audit(Person person) {
        return school.surroundings()
                .tables()
                .query(query -> query.tableName(school.surroundings().tableName())
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text("AUDIT#" + person.id()))))
                .items()
                .toString();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static Account account(Person person) {
        return school.accounts.find(person.login()).orElseThrow();
    }

    private static Result.Tokens tokens(Person person, Secret password) {
        return switch (school.authentication.signIn(person.login(), password)) {
            case Result.Tokens tokens -> tokens;
            case Result other -> throw new AssertionError("Not signed in but " + other);
        };
    }

    private static Caller caller(Person person) {
        return new Callers(school.accounts)
                .find(person.login(), Optional.of(school.clock.instant()), "request-" + ADDRESSES.incrementAndGet())
                .orElseThrow();
    }

    /** Who asks with that session's access token, as every function behind a token finds out. */
    private static Optional<Caller> caller(Person person, Result.Tokens session) {
        var claims = new String(
                Base64.getUrlDecoder().decode(session.access().value().split("\\.")[1]), StandardCharsets.UTF_8);
        var time = AUTH_TIME.matcher(claims);
        assertThat(time.find()).isTrue();
        var began = Instant.ofEpochSecond(Long.parseLong(time.group(1)));
        return new Callers(school.accounts).find(person.login(), Optional.of(began), "request");
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> throw new AssertionError("Done: " + done);
            case Outcome.Refused<?>(Refusal why) -> why;
        };
    }
}
