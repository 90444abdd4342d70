package portero.domain.mail;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import portero.domain.Secret;
import portero.domain.helpdesk.Entry;
import portero.domain.helpdesk.RatingToken;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.ResetOffer;
import portero.domain.helpdesk.Ticket;
import portero.domain.helpdesk.TicketNumber;
import portero.domain.helpdesk.TicketStatus;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.TopicId;
import portero.domain.helpdesk.Topics;
import portero.domain.schools.PersonId;

/** What mails say of tickets, as these are at the moment of writing; and nothing where they have moved on. */
public final class TicketLetters {
    private final Tickets tickets;
    private final Ratings ratings;
    private final Topics topics;
    private final Links links;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random makes the tokens of links; a {@link java.security.SecureRandom} */
    public TicketLetters(
            Tickets tickets, Ratings ratings, Topics topics, Links links, InstantSource clock, RandomGenerator random) {
        this.tickets = tickets;
        this.ratings = ratings;
        this.topics = topics;
        this.links = links;
        this.clock = clock;
        this.random = random;
    }

    /** The ticket with its timeline, where it has the line that the message tells of, and that line is for its requester. */
    Optional<News> look(Message.TicketNews message) {
        return tickets.thread(message.ticket()).flatMap(thread -> thread.entries().stream()
                .filter(entry -> entry.id().equals(message.entry()) && entry.kind().isForRequester())
                .findFirst()
                .map(entry -> new News(message.news(), thread, entry)));
    }

    /** A message's ticket as it is now. */
    record News(Message.News what, Tickets.Thread thread, Entry entry) {
        Ticket ticket() {
            return thread.ticket();
        }

        /** Whether the ticket's status has changed since, so that what the mail would ask for or offer no longer holds. */
        private boolean isPast() {
            return thread.entries().stream()
                    .anyMatch(later -> later.at().isAfter(entry.at()) && later.change().isPresent());
        }

        private String text() {
            return entry.text().orElse("");
        }
    }

    /** The requester's letter; a link to rate the ticket voids the one before. Empty where the ticket has moved on. */
    Optional<Letter> letter(News news, String givenNames, Language language) {
        var ticket = news.ticket();
        var about = new Letter.About(
                givenNames,
                ticket.number().toString(),
                topic(ticket.filing().topic(), language),
                ticket.filing().promisedAt(),
                links.ticket(ticket.number()));
        return switch (news.what()) {
            case RECEIVED -> Optional.of(new Letter.TicketReceived(about, news.text()));
            case ANSWERED -> Optional.of(new Letter.TicketAnswered(about, news.text()));
            case QUESTION -> unlessPast(news, new Letter.TicketQuestion(about, news.text()));
            case RESOLVED -> news.isPast()
                    ? Optional.empty()
                    : Optional.of(new Letter.TicketResolved(about, news.entry().text(), ratingLink(ticket.number())));
            case REOPENED -> unlessPast(news, new Letter.TicketReopened(about));
            case MERGED -> ticket.mergedInto().map(into -> new Letter.TicketMerged(about, into.toString()));
            case REMINDER -> unlessPast(news, new Letter.TicketReminder(about));
            case CLOSED -> unlessPast(news, new Letter.TicketClosed(about));
            case RESET_OFFERED -> news.isPast()
                    ? Optional.empty()
                    : ticket.standingOffer(clock.instant())
                            .map(ResetOffer::until)
                            .map(until -> new Letter.ResetOffered(about, news.text(), until));
        };
    }

    private static Optional<Letter> unlessPast(News news, Letter letter) {
        return news.isPast() ? Optional.empty() : Optional.of(letter);
    }

    private Secret ratingLink(TicketNumber number) {
        var token = RatingToken.random(random);
        ratings.issue(number, new Ratings.Issued(token.hash(), clock.instant().plus(RatingToken.LIFE)));
        return new Secret(links.rating(number, token));
    }

    /** An agent's letter, of those tickets that still wait for the help desk; empty where none does. */
    Optional<Letter> due(String givenNames, PersonId agent, List<TicketNumber> numbers, Language language) {
        var waiting = tickets.findAll(numbers).values().stream()
                .filter(ticket -> ticket.status() == TicketStatus.NEW || ticket.status() == TicketStatus.IN_PROGRESS)
                .sorted(Comparator.comparing(ticket -> ticket.filing().promisedAt()))
                .toList();
        Predicate<Ticket> own =
                ticket -> ticket.assignee().filter(to -> to.person().equals(agent)).isPresent();
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Letter.TicketsDue(
                        givenNames, due(waiting, own, language), due(waiting, own.negate(), language), links.desk()));
    }

    private List<Letter.DueTicket> due(
            List<Ticket> waiting, Predicate<Ticket> which, Language language) {
        return waiting.stream()
                .filter(which)
                .map(ticket -> new Letter.DueTicket(
                        ticket.number().toString(),
                        topic(ticket.filing().topic(), language),
                        ticket.filing().promisedAt(),
                        !clock.instant().isBefore(ticket.filing().promisedAt())))
                .toList();
    }

    private String topic(TopicId id, Language language) {
        return topics.find(id).map(topic -> topic.in(language).title()).orElse(id.value());
    }
}
