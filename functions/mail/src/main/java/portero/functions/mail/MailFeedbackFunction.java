package portero.functions.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.mail.MessageId;
import portero.domain.mail.RecordFeedback;
import portero.domain.mail.RecordFeedback.Feedback;
import portero.domain.schools.EmailAddress;
import portero.lambda.EventFunction;
import portero.lambda.Tree;

/**
 * The bus: what SES tells of a mail.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Contents of event
 *     data</a>
 */
public final class MailFeedbackFunction extends EventFunction {
    private final RecordFeedback recordFeedback = bean(RecordFeedback.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var detail = new Tree(event).at("detail");
        // What carries no message's tag was not sent by Portero's functions.
        var feedback = tag(detail).flatMap(message -> feedback(detail, message));
        feedback.ifPresent(known -> recordFeedback.run(known, requestId));
        report(requestId, Map.of(feedback.map(MailFeedbackFunction::metric).orElse("others"), 1L));
        return Map.of();
    }

    private static Optional<MessageId> tag(Tree detail) {
        return detail.at("mail", "tags", "message").list().stream()
                .findFirst()
                .map(tag -> new MessageId(tag.requiredText()));
    }

    private static Optional<Feedback> feedback(Tree detail, MessageId message) {
        return switch (detail.at("eventType").requiredText()) {
            case "Send" -> Optional.of(new Feedback.Sent(message, detail.at("mail", "messageId").requiredText()));
            case "Bounce" -> Optional.of(
                    detail.at("bounce", "bounceType").text().filter("Permanent"::equals).isPresent()
                            ? new Feedback.Bounced(message, addresses(detail.at("bounce", "bouncedRecipients")))
                            : new Feedback.Delayed(message));
            case "Complaint" -> Optional.of(
                    new Feedback.Complained(message, addresses(detail.at("complaint", "complainedRecipients"))));
            case "Reject" -> Optional.of(new Feedback.Rejected(message));
            default -> Optional.empty();
        };
    }

    /** SES writes some as {@code Rosa <rosa@example.org>}. */
    private static List<EmailAddress> addresses(Tree recipients) {
        return recipients.list().stream()
                .flatMap(recipient -> recipient.at("emailAddress").text().stream())
                .map(text -> text.substring(text.lastIndexOf('<') + 1).replace(">", ""))
                .flatMap(text -> EmailAddress.parse(text).stream())
                .toList();
    }

    private static String metric(Feedback feedback) {
        return switch (feedback) {
            case Feedback.Sent _ -> "sent";
            case Feedback.Bounced _ -> "bounced";
            case Feedback.Complained _ -> "complained";
            case Feedback.Delayed _ -> "delayed";
            case Feedback.Rejected _ -> "rejected";
        };
    }
}
