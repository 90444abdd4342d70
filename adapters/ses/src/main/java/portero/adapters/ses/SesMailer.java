package portero.adapters.ses;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import portero.domain.mail.Mail;
import portero.domain.mail.Mailer;
import portero.domain.schools.EmailAddress;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * Sends mail by SES. What it throws was certainly not sent, for a reason that no message can help: a missing permission, a
 * sender that is not verified.
 */
public final class SesMailer implements Mailer {
    /** The tag by which events of SES say which message they tell of. */
    static final String MESSAGE_TAG = "message";

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration ANSWERING = Duration.ofSeconds(8);
    private static final Duration RATE = Duration.ofSeconds(1);
    private static final Duration FAULT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final SesV2Client client;
    private final Settings settings;

    /** @param client from {@link #clientBuilder()}, since another may send one mail twice */
    public SesMailer(SesV2Client client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** From whom mail comes, whom replies reach, and what reports what becomes of it. */
    public record Settings(EmailAddress sender, EmailAddress replyTo, String configurationSet) {}

    /** A client that never tries twice: after a lost answer nobody but SES knows whether the mail is on its way. */
    public static SesV2ClientBuilder clientBuilder() {
        return SesV2Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(ANSWERING))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CONNECTING.plus(ANSWERING)));
    }

    @Override
    public Sending send(Mail mail) {
        try {
            return new Sending.Accepted(client.sendEmail(request(mail)).messageId());
        } catch (SendingPausedException | AccountSuspendedException paused) {
            return new Sending.Busy(PAUSE);
        } catch (LimitExceededException busy) {
            return new Sending.Busy(RATE);
        } catch (MessageRejectedException rejected) {
            if (isAboutIdentities(rejected)) {
                throw rejected;
            }
            return new Sending.Refused(rejected.awsErrorDetails().errorCode());
        } catch (BadRequestException refused) {
            return new Sending.Refused(refused.awsErrorDetails().errorCode());
        } catch (SesV2Exception answer) {
            if (answer.isThrottlingException() || answer.statusCode() == 429) {
                return new Sending.Busy(RATE);
            }
            if (answer.statusCode() >= 500) {
                return new Sending.Busy(FAULT);
            }
            throw answer;
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException late) {
            return new Sending.Unknown();
        } catch (SdkClientException failure) {
            return unanswered(failure);
        }
    }

    /** SES says so of a sender that nobody verified, and in its sandbox of every recipient: not the message's fault. */
    private static boolean isAboutIdentities(MessageRejectedException rejected) {
        return String.valueOf(rejected.awsErrorDetails().errorMessage()).startsWith("Email address is not verified");
    }

    private static Sending unanswered(SdkClientException failure) {
        var lost = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Sending.Busy(FAULT);
            }
            lost |= cause instanceof IOException;
        }
        if (!lost) {
            // Nothing was written: there are no credentials, or the request could not be made.
            throw failure;
        }
        return new Sending.Unknown();
    }

    private SendEmailRequest request(Mail mail) {
        return SendEmailRequest.builder()
                // The display name is ASCII and holds nothing that would need quoting.
                .fromEmailAddress("Portero <" + settings.sender().value() + ">")
                .destination(destination -> destination.toAddresses(mail.to().value()))
                .replyToAddresses(settings.replyTo().value())
                .configurationSetName(settings.configurationSet())
                .emailTags(MessageTag.builder().name(MESSAGE_TAG).value(mail.id().value()).build())
                .content(content -> content.simple(simple -> simple.subject(utf8(mail.subject()))
                        .body(body -> body.text(utf8(mail.text())).html(utf8(mail.html())))
                        // So that no absence notice answers it (RFC 3834).
                        .headers(MessageHeader.builder().name("Auto-Submitted").value("auto-generated").build())))
                .build();
    }

    private static Content utf8(String text) {
        return Content.builder().data(text).charset("UTF-8").build();
    }
}
