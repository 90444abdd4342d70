package portero.adapters.jte;

import static portero.adapters.jte.Words.inLima;
import static portero.adapters.jte.Words.plain;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import portero.adapters.jte.Wording.Action;
import portero.adapters.jte.Wording.Block;
import portero.adapters.jte.Wording.Paragraph;
import portero.adapters.jte.Wording.Row;
import portero.adapters.jte.Wording.Table;
import portero.domain.Secret;
import portero.domain.mail.Letter;

/** English, for those who chose it on the page. */
final class English implements Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, 'at' HH:mm", Locale.ENGLISH);

    @Override
    public Wording of(Letter letter) {
        return switch (letter) {
            case Letter.RecoveryCode code -> wording(
                    "Your code to recover your password",
                    code.givenNames(),
                    new Paragraph(
                            code.offered()
                                    ? "Your institution asked for this code, so that you can recover your Portero password:"
                                    : "Somebody, we hope you, asked to recover the password of your Portero account. This is"
                                            + " the code:"),
                    Words.code(code.code()),
                    new Paragraph("It works once and for ten minutes, until "
                            + time(code.expiresAt())
                            + " (Peru time). On the page, type your user and the code, and choose a new password."),
                    new Action("Choose a new password", code.link()),
                    new Paragraph("If it was not you who asked, do nothing: nobody can change your password without the code."
                            + " Share it with nobody; nobody from Portero will ask you for it."));
            case Letter.EmailCode code -> wording(
                    "Your code to confirm this address",
                    code.givenNames(),
                    new Paragraph("This address was given as your e-mail in Portero. To confirm that it is yours, type this"
                            + " code on the page where you asked for it:"),
                    Words.code(code.code()),
                    new Paragraph(
                            "It works once and for ten minutes, until " + time(code.expiresAt()) + " (Peru time)."),
                    new Paragraph("If it was not you who asked, do nothing: without the code the address is not registered."
                            + " Share it with nobody; nobody from Portero will ask you for it."));
            case Letter.PasswordReset reset -> wording(
                    "You have a new temporary password",
                    reset.givenNames(),
                    new Paragraph("On " + moment(reset.at()) + " you were given a new temporary password for Portero, by "
                            + plain(reset.institution())
                            + ". The one before no longer works, and your sessions have ended."),
                    new Paragraph("Whoever gave it hands it to you in person; it never travels by mail. Sign in with it before"
                            + " it ends, and choose a password of your own."),
                    new Paragraph("If you did not ask for it, tell the head of your institution, or answer this mail to tell"
                            + " the help desk."));
            case Letter.PasswordChanged changed -> wording(
                    "Your password was changed",
                    changed.givenNames(),
                    new Paragraph("On " + moment(changed.at())
                            + " the password of your Portero account was changed, and the sessions that were open ended."),
                    new Paragraph("If it was you, there is nothing to do."),
                    new Paragraph("If it was not you, recover your password right now: a code will come to this address. Then"
                            + " tell the head of your institution, or answer this mail to tell the help desk."),
                    new Action("Recover my password", changed.link()));
            case Letter.EmailChanged changed -> wording(
                    "Your e-mail in Portero was changed",
                    changed.givenNames(),
                    new Paragraph("On " + moment(changed.at())
                            + " your Portero account was given another e-mail address. We will not write to this one any"
                            + " more."),
                    new Paragraph("If it was you, there is nothing to do."),
                    new Paragraph("If it was not you, somebody may have signed in with your password. Tell the head of your"
                            + " institution right now, or answer this mail to tell the help desk."));
            case Letter.PasswordsEnding ending -> wording(
                    "Temporary passwords that end soon",
                    ending.givenNames(),
                    people(ending).toArray(Block[]::new));
            case Letter.TicketReceived(var about, var comment) -> ticket(
                    "We received your request",
                    about,
                    new Paragraph("Your request has reached the help desk. This is what you wrote:"),
                    Words.quote(comment),
                    new Paragraph("We will answer by this mail and on the page. If you call, give the number of the request."),
                    new Action("See my request", about.link()));
            case Letter.TicketAnswered(var about, var answer) -> ticket(
                    "We answered your request",
                    about,
                    new Paragraph("The help desk answered:"),
                    Words.quote(answer),
                    new Paragraph("We are still looking after your request. If you have something to add, write it on the page."),
                    new Action("See my request", about.link()));
            case Letter.TicketQuestion(var about, var question) -> ticket(
                    "A question about your request",
                    about,
                    new Paragraph("To go on, the help desk needs your answer:"),
                    Words.quote(question),
                    new Paragraph("Until then your request waits. If there is no answer within three business days, we will"
                            + " remind you; five business days later we will close it, and you can reopen it."),
                    new Action("Answer", about.link()));
            case Letter.TicketResolved(var about, var answer, var ratingLink) -> ticket(
                    "We solved your request",
                    about,
                    resolved(about, answer, ratingLink).toArray(Block[]::new));
            case Letter.TicketReopened(var about) -> ticket(
                    "We reopened your request",
                    about,
                    new Paragraph("Your request is open again, and the help desk is looking after it. We will answer by this"
                            + " mail and on the page."),
                    new Action("See my request", about.link()));
            case Letter.TicketMerged(var about, var into) -> ticket(
                    "Joined with another: your request",
                    about,
                    new Paragraph("Your request is about the same as " + into + ". So that both are looked after together, this"
                            + " one was closed and everything goes on in " + into + "."),
                    new Action("See my request", about.link()));
            case Letter.TicketReminder(var about) -> ticket(
                    "We await your answer to request",
                    about,
                    new Paragraph("The help desk needs something from you to go on, and still awaits it. See it on the page. If"
                            + " it does not come within five business days, it will close the request; you can reopen it for"
                            + " ten days."),
                    new Action("Answer", about.link()));
            case Letter.TicketClosed(var about) -> ticket(
                    "We closed your request",
                    about,
                    new Paragraph("We closed it because what we asked of you did not come. If you still need help, you can"
                            + " reopen it for ten days."),
                    new Action("Reopen my request", about.link()));
            case Letter.ResetOffered(var about, var answer, var until) -> ticket(
                    "We answered your request",
                    about,
                    new Paragraph("The help desk answered:"),
                    Words.quote(answer),
                    new Paragraph("You can now give a new password to the person whom your request is about. Do so when you have"
                            + " seen their document: the password is shown once, on your screen, and never goes by mail. You"
                            + " can do so once, until " + deadline(until) + "."),
                    new Action("Give the new password", about.link()));
            case Letter.TicketsDue due -> wording(
                    "Requests to be answered", due.givenNames(), dueTickets(due).toArray(Block[]::new));
        };
    }

    private static List<Block> resolved(Letter.About about, Optional<String> answer, Secret ratingLink) {
        var blocks = new ArrayList<Block>();
        answer.ifPresentOrElse(
                text -> {
                    blocks.add(new Paragraph("The help desk considers your request solved:"));
                    blocks.add(Words.quote(text));
                },
                () -> blocks.add(new Paragraph(
                        "You received on your screen what you asked for, and the help desk considers your request solved.")));
        blocks.add(new Paragraph("If the problem goes on, you can reopen it for ten days."));
        blocks.add(new Action("See my request", about.link()));
        blocks.add(new Paragraph("How did we do? Rate us with one tap, without signing in. The link works once, for thirty"
                + " days."));
        blocks.add(new Action("Rate our answer", ratingLink.value()));
        return blocks;
    }

    private static List<Block> dueTickets(Letter.TicketsDue due) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph("These requests are still open, and the promised moment is today or has passed."));
        Stream.of(dueTable("Yours", due.own()), dueTable("With nobody to look after them", due.unassigned()))
                .filter(table -> !table.rows().isEmpty())
                .forEach(blocks::add);
        blocks.add(new Action("See the requests", due.link()));
        return blocks;
    }

    private static Table dueTable(String caption, List<Letter.DueTicket> tickets) {
        return new Table(
                caption,
                "Request",
                "Promised moment",
                tickets.stream()
                        .map(ticket -> new Row(
                                ticket.number() + ", " + plain(ticket.topic()),
                                ticket.late()
                                        ? "Passed on " + deadline(ticket.promisedAt())
                                        : "Today at " + time(ticket.promisedAt())))
                        .toList());
    }

    /** The number stands in the subject, so that mails of one ticket are found together. */
    private static Wording ticket(String subject, Letter.About about, Block... blocks) {
        var all = new ArrayList<Block>(List.of(blocks));
        all.add(new Paragraph("Request " + about.number() + ", " + plain(about.topic()) + ". Answer promised for "
                + deadline(about.promisedAt()) + "."));
        return wording(subject + " " + about.number(), about.givenNames(), all.toArray(Block[]::new));
    }

    private static List<Block> people(Letter.PasswordsEnding ending) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph("Some of your people have not chosen their password yet, and the temporary one that they were"
                + " given ends soon or has ended."));
        ending.schools().forEach(school -> blocks.add(new Table(
                plain(school.name()), "Person", "Temporary password", school.endings().stream().map(English::row).toList())));
        blocks.add(new Paragraph("Where it still works, remind them to sign in. Where it has ended, give them another from the"
                + " list of users."));
        blocks.add(new Action("See the users", ending.link()));
        return blocks;
    }

    private static Row row(Letter.Ending ending) {
        return new Row(
                plain(ending.fullName()),
                (ending.ended() ? "Ended on " : "Ends on ") + DAY.format(inLima(ending.until())) + ", " + time(ending.until()));
    }

    private static Wording wording(String subject, String givenNames, Block... blocks) {
        return new Wording(
                "en",
                subject,
                Words.greeting("Hello", givenNames) + ",",
                List.of(blocks),
                "Portero · How the staff of schools sign in. If you answer this mail, the help desk replies.");
    }

    private static String moment(Instant instant) {
        return MOMENT.format(inLima(instant)) + " (Peru time)";
    }

    private static String deadline(Instant instant) {
        return WEEKDAY.format(inLima(instant)) + " at " + time(instant);
    }

    private static String time(Instant instant) {
        return TIME.format(inLima(instant));
    }
}
