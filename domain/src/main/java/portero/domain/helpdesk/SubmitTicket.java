package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.ATTACHMENT_NOT_USABLE;
import static portero.domain.Refusal.Reason.EMAIL_UNDELIVERABLE;
import static portero.domain.Refusal.Reason.IDEMPOTENCY_KEY_REUSED;
import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.Refusal.UnknownValue;
import portero.domain.accounts.Caller;
import portero.domain.accounts.IdempotencyKey;
import portero.domain.files.AttachmentId;
import portero.domain.mail.Language;
import portero.domain.mail.Message;
import portero.domain.mail.Suppressions;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Attempts;

/**
 * Files a request for help (A10, B1–B4). However often and at however many windows it is sent with one key, one ticket comes
 * of it: the key is written with the ticket. Numbers that were drawn for the others stay unused.
 */
public final class SubmitTicket {
    /** Tickets that a person may file on a day in Lima. */
    static final int PER_DAY = 20;

    private static final Duration DAY = Duration.ofDays(1);
    // The wait is set with the last try that is free.
    private static final Attempts.Limit LIMIT = new Attempts.Limit(PER_DAY - 1, DAY, DAY, DAY);
    private static final int EXCERPT = 120;

    private final Tickets tickets;
    private final ShowTicket showTicket;
    private final Topics topics;
    private final Institutions institutions;
    private final Personnel personnel;
    private final Suppressions suppressions;
    private final Attempts attempts;
    private final Routing routing;
    private final BusinessHours hours;
    private final InstantSource clock;
    private final RandomGenerator random;

    public SubmitTicket(
            Tickets tickets,
            ShowTicket showTicket,
            Topics topics,
            Institutions institutions,
            Personnel personnel,
            Suppressions suppressions,
            Attempts attempts,
            BusinessHours hours,
            InstantSource clock,
            RandomGenerator random) {
        this.tickets = tickets;
        this.showTicket = showTicket;
        this.topics = topics;
        this.institutions = institutions;
        this.personnel = personnel;
        this.suppressions = suppressions;
        this.attempts = attempts;
        this.routing = new Routing(institutions);
        this.hours = hours;
        this.clock = clock;
        this.random = random;
    }

    /** What the form says. */
    public record Form(
            InstitutionCode institution,
            EmailAddress email,
            Optional<MobileNumber> mobile,
            Optional<String> annex,
            TopicId topic,
            String comment,
            List<AttachmentId> attachments,
            Optional<PersonId> affectedPerson,
            Optional<Filing.Context> context) {

        public Form {
            attachments = List.copyOf(attachments);
        }

        private List<String> intention() {
            var parts = new ArrayList<>(List.of(
                    "submit-ticket",
                    institution.value(),
                    email.value(),
                    mobile.map(MobileNumber::value).orElse(""),
                    annex.orElse(""),
                    topic.value(),
                    comment,
                    affectedPerson.map(PersonId::value).orElse("")));
            context.ifPresent(failed -> parts.addAll(List.of(
                    failed.screen().orElse(""), failed.problem().orElse(""), failed.requestId().orElse(""))));
            attachments.forEach(file -> parts.add(file.value()));
            return parts;
        }
    }

    /** @param language in which the requester gets mail of it */
    public Outcome<TicketView> run(Caller caller, Form form, Language language, IdempotencyKey key) {
        var operation = TicketOperation.of(caller.person(), key, form.intention());
        return switch (tickets.earlier(operation)) {
            case Tickets.Nothing() -> submit(caller, form, language, operation);
            case Tickets.TheSame(var number) -> showTicket.run(caller, number);
            case Tickets.Another() -> Outcome.refused(IDEMPOTENCY_KEY_REUSED);
        };
    }

    private Outcome<TicketView> submit(Caller caller, Form form, Language language, TicketOperation operation) {
        var now = clock.instant();
        var institution = institutions.find(form.institution()).filter(found -> worksIn(caller, found, now));
        if (institution.isEmpty()) {
            return Outcome.refused(NOT_FOUND);
        }
        var topic = topics.all().leaf(form.topic());
        if (topic.isEmpty()) {
            return Outcome.refused(new UnknownValue("topic"));
        }
        var affected = form.affectedPerson().flatMap(person -> personnel.find(form.institution(), person));
        if (affected.isEmpty() && form.affectedPerson().isPresent()) {
            return Outcome.refused(new UnknownValue("affectedPerson"));
        }
        if (suppressions.contains(form.email())) {
            return Outcome.refused(EMAIL_UNDELIVERABLE);
        }
        var today = attemptsOf(caller, now);
        if (attempts.begin(today, now).isPresent()) {
            return Outcome.refused(new TooManyAttempts(Duration.between(now, tomorrow(now))));
        }
        var requester = Participant.of(personnel.find(caller.person()).orElseThrow());
        var filing = new Filing(
                now,
                requester,
                new Filing.Contact(form.email(), form.mobile(), form.annex()),
                language,
                institution.get(),
                routing.route(institution.get(), topic.get().route()),
                form.topic(),
                topic.get().priority(),
                hours.after(now, topic.get().hours()),
                affected.map(member -> Participant.of(member.person())),
                form.context().filter(context -> !context.equals(Filing.Context.NONE)),
                excerpt(form.comment()));
        var ticket = Ticket.filed(tickets.draw(SchoolYear.at(now)), filing);
        var submitted = Entry.of(Entry.Kind.SUBMITTED, Entry.Author.requester(requester), now, caller.requestId(), random)
                .saying(form.comment())
                .with(form.attachments());
        var written = tickets.write(TicketChange.filing(ticket, submitted)
                .telling(List.of(TicketNews.of(ticket, submitted, Message.News.RECEIVED, random)))
                .once(operation));
        if (written != Tickets.Written.WRITTEN) {
            attempts.forgive(today);
        }
        return switch (written) {
            case WRITTEN -> showTicket.run(caller, ticket.number());
            case KEY_USED -> tickets.earlier(operation) instanceof Tickets.TheSame(var number)
                    ? showTicket.run(caller, number)
                    : Outcome.refused(IDEMPOTENCY_KEY_REUSED);
            case ATTACHMENT_NOT_USABLE -> Outcome.refused(ATTACHMENT_NOT_USABLE);
            case CHANGED_MEANWHILE, TOKEN_SPENT -> throw new IllegalStateException("There is a ticket of that number");
        };
    }

    /** Whoever has a grant in an office files for all that lies within. */
    static boolean worksIn(Caller caller, Institution institution, Instant now) {
        return caller.grants().stream()
                .anyMatch(grant -> grant.holdsAt(now) && institution.isWithin(grant.institution()));
    }

    private static Attempts.Subject attemptsOf(Caller caller, Instant now) {
        var today = now.atZone(SchoolYear.LIMA).toLocalDate();
        return new Attempts.Subject("tickets", caller.person() + "#" + today, LIMIT);
    }

    private static Instant tomorrow(Instant now) {
        return now.atZone(SchoolYear.LIMA).toLocalDate().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
    }

    private static String excerpt(String comment) {
        var line = comment.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT - 1)).stripTrailing() + "…";
    }
}
