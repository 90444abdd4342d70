package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** How much may be sent: one mail a second and five a day here. */
class QuotaContractTest extends MailContract {
    @Override
    protected SesSettings settings(SesSettings settings) {
        return settings.withQuotas(1, 5);
    }

    @Test
    @Source(Docs.QUOTA_ERRORS)
    void sendEmail_shouldRefuse_beyondTheRate() {
        passes(Duration.ofDays(2));
        send(freshAddress());

        assertRefused(TooManyRequestsException.class, () -> send(freshAddress()))
                .hasMessageContaining("Maximum sending rate exceeded.")
                .satisfies(refusal -> assertThat(((SesV2Exception) refusal).statusCode()).isEqualTo(429));

        passes(Duration.ofSeconds(1));
        send(freshAddress());
    }

    @Test
    @Source(Docs.SENDING_QUOTAS)
    void sendEmail_shouldRefuse_moreRecipientsThanTheDayHasLeft_untilItHasPassed() {
        passes(Duration.ofDays(2));
        for (int sent = 0; sent < 5; sent++) {
            send(freshAddress());
            passes(Duration.ofSeconds(2));
        }

        assertRefused(TooManyRequestsException.class, () -> send(freshAddress()))
                .hasMessageContaining("Daily message quota exceeded.");
        assertThat(ses.getAccount(_ -> {}).sendQuota().sentLast24Hours()).isEqualTo(5.0);

        passes(Duration.ofHours(24));
        send(freshAddress());
    }

    @Test
    @Source(Docs.SIMULATOR)
    void mailsToTheSimulator_shouldCountAgainstTheRateOnly() {
        passes(Duration.ofDays(2));
        for (int sent = 0; sent < 6; sent++) {
            send("success@simulator.amazonses.com");
            passes(Duration.ofSeconds(1));
        }
        send("success@simulator.amazonses.com");

        assertRefused(TooManyRequestsException.class, () -> send("success@simulator.amazonses.com"))
                .hasMessageContaining("Maximum sending rate exceeded.");
        assertThat(ses.getAccount(_ -> {}).sendQuota().sentLast24Hours()).isZero();
    }

    @Test
    @Source(Docs.GET_ACCOUNT)
    void getAccount_shouldAnswerTheQuotas() {
        var account = ses.getAccount(_ -> {});

        assertThat(account.sendQuota().maxSendRate()).isEqualTo(1.0);
        assertThat(account.sendQuota().max24HourSend()).isEqualTo(5.0);
        assertThat(account.productionAccessEnabled()).isTrue();
        assertThat(account.sendingEnabled()).isTrue();
        assertThat(account.enforcementStatus()).isEqualTo("HEALTHY");
    }
}
