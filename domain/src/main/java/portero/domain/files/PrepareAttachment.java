package portero.domain.files;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import portero.domain.Outcome;
import portero.domain.Refusal.TooManyAttempts;
import portero.domain.accounts.Caller;
import portero.domain.files.AttachmentLinks.Upload;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Attempts;

/** Somebody announces a file and gets a link for just those bytes; it belongs to no ticket yet. */
public final class PrepareAttachment {
    /** Files that a person may announce on a day in Lima. */
    static final int PER_DAY = 40;

    private static final Duration DAY = Duration.ofDays(1);
    // The wait is set with the last try that is free.
    private static final Attempts.Limit LIMIT = new Attempts.Limit(PER_DAY - 1, DAY, DAY, DAY);

    private final Attachments attachments;
    private final AttachmentLinks links;
    private final Attempts attempts;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PrepareAttachment(
            Attachments attachments,
            AttachmentLinks links,
            Attempts attempts,
            InstantSource clock,
            RandomGenerator random) {
        this.attachments = attachments;
        this.links = links;
        this.attempts = attempts;
        this.clock = clock;
        this.random = random;
    }

    /** What was announced, and how to upload it. */
    public record Prepared(Attachment attachment, Upload upload) {}

    /** @param size from 1 to {@link Attachment#LARGEST} */
    public Outcome<Prepared> run(Caller caller, FileName name, int size, Sha256 sha256) {
        var now = clock.instant();
        var wait = waitUntilTomorrow(caller, now);
        if (wait.isPresent()) {
            return Outcome.refused(new TooManyAttempts(wait.get()));
        }
        var attachment =
                Attachment.expected(AttachmentId.random(random), caller.person(), name, size, sha256, now);
        attachments.expect(attachment);
        return Outcome.done(new Prepared(attachment, links.upload(attachment, now)));
    }

    private Optional<Duration> waitUntilTomorrow(Caller caller, Instant now) {
        var today = now.atZone(SchoolYear.LIMA).toLocalDate();
        var announced = new Attempts.Subject("attachments", caller.person() + "#" + today, LIMIT);
        var tomorrow = today.plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
        return attempts.begin(announced, now).map(_ -> Duration.between(now, tomorrow));
    }
}
