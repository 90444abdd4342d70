package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.DkimStatus;
import software.amazon.awssdk.services.sesv2.model.IdentityInfo;
import software.amazon.awssdk.services.sesv2.model.IdentityType;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainStatus;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.VerificationStatus;

/** Identities, and the link that verifies them; also the sandbox, which asks recipients to be verified. */
class IdentityContractTest extends MailContract {
    private static final Pattern LINK = Pattern.compile("/verify\\?token=[A-Za-z0-9_-]+");

    @Override
    protected SesSettings settings(SesSettings settings) {
        return settings.withIdentitiesVerifiedAtOnce(false).withSandbox(true);
    }

    /** Opens the link in the newest verification mail to an address. */
    private int verify(String recipient) {
        var text = LINK.matcher(inbox(recipient).path(0).path("text").asText());
        assertThat(text.find()).isTrue();
        return get(server, text.group()).statusCode();
    }

    private String verifiedAddress() {
        String address = freshAddress();
        ses.createEmailIdentity(create -> create.emailIdentity(address));
        assertThat(verify(address)).isEqualTo(200);
        return address;
    }

    @Test
    @Source(Docs.IDENTITIES)
    void createEmailIdentity_shouldLeaveAnAddressPending_untilItsLinkIsOpened() {
        String address = freshAddress();

        var created = ses.createEmailIdentity(create -> create.emailIdentity(address));

        assertThat(created.identityType()).isEqualTo(IdentityType.EMAIL_ADDRESS);
        assertThat(created.verifiedForSendingStatus()).isFalse();
        var pending = ses.getEmailIdentity(get -> get.emailIdentity(address));
        assertThat(pending.verificationStatus()).isEqualTo(VerificationStatus.PENDING);
        assertRefused(MessageRejectedException.class,
                () -> send("success@simulator.amazonses.com", request -> request.fromEmailAddress(address)));
        assertThat(verify(address)).isEqualTo(200);
        var verified = ses.getEmailIdentity(get -> get.emailIdentity(address));
        assertThat(verified.verificationStatus()).isEqualTo(VerificationStatus.SUCCESS);
        assertThat(verified.verifiedForSendingStatus()).isTrue();
        send("success@simulator.amazonses.com", request -> request.fromEmailAddress(address));
    }

    @Test
    @Source(Docs.IDENTITIES)
    void theLink_shouldWorkOnceAndForADayOnly() {
        String address = verifiedAddress();
        assertThat(verify(address)).isEqualTo(404);
        String late = freshAddress();
        ses.createEmailIdentity(create -> create.emailIdentity(late));

        passes(Duration.ofHours(24));

        assertThat(verify(late)).isEqualTo(404);
        assertThat(get(server, "/verify?token=").statusCode()).isEqualTo(404);
        assertThat(get(server, "/verify").statusCode()).isEqualTo(404);
    }

    @Test
    @Source(Docs.CREATE_EMAIL_IDENTITY)
    void createEmailIdentity_shouldGiveADomainThreeDnsTokens() {
        String domain = fresh("domain") + ".example.pe";

        var created = ses.createEmailIdentity(create -> create.emailIdentity(domain.toUpperCase(Locale.ROOT)));

        assertThat(created.identityType()).isEqualTo(IdentityType.DOMAIN);
        assertThat(created.dkimAttributes().tokens()).hasSize(3).allMatch(token -> token.matches("[a-z2-7]{32}"));
        assertThat(created.dkimAttributes().status()).isEqualTo(DkimStatus.PENDING);
        assertThat(verify("postmaster@" + domain)).isEqualTo(200);
        var found = ses.getEmailIdentity(get -> get.emailIdentity(domain));
        assertThat(found.dkimAttributes().status()).isEqualTo(DkimStatus.SUCCESS);
        assertThat(found.dkimAttributes().tokens()).isEqualTo(created.dkimAttributes().tokens());
    }

    @ParameterizedTest
    @Source(Docs.CREATE_EMAIL_IDENTITY)
    @ValueSource(strings = {"example", "exa mple.pe", "-a.pe", "Name <a@example.pe>", "a@", "@example.pe", "a..pe",
        "https://example.pe"})
    void createEmailIdentity_shouldRefuse_whatIsNeitherAddressNorDomain(String identity) {
        assertRefused(BadRequestException.class, () -> ses.createEmailIdentity(create -> create.emailIdentity(identity)));
    }

    @Test
    @Source(Docs.CREATE_EMAIL_IDENTITY)
    void createEmailIdentity_shouldRefuse_whatExists_andAnUnknownConfigurationSet() {
        String address = freshAddress();
        ses.createEmailIdentity(create -> create.emailIdentity(address));

        assertRefused(AlreadyExistsException.class, () -> ses.createEmailIdentity(create -> create.emailIdentity(address)));
        assertRefused(NotFoundException.class, () -> ses.createEmailIdentity(
                create -> create.emailIdentity(freshAddress()).configurationSetName("nowhere")));
    }

    @Test
    @Source(Docs.GET_EMAIL_IDENTITY)
    void aDeletedIdentity_shouldBeUnknown_andSendNoLonger() {
        String address = verifiedAddress();

        ses.deleteEmailIdentity(delete -> delete.emailIdentity(address));

        assertRefused(NotFoundException.class, () -> ses.getEmailIdentity(get -> get.emailIdentity(address)));
        assertRefused(NotFoundException.class, () -> ses.deleteEmailIdentity(delete -> delete.emailIdentity(address)));
        assertRefused(MessageRejectedException.class,
                () -> send("success@simulator.amazonses.com", request -> request.fromEmailAddress(address)));
    }

    @Test
    @Source(Docs.LIST_EMAIL_IDENTITIES)
    void listEmailIdentities_shouldAnswerPageByPage() {
        List<String> mine = List.of(freshAddress(), freshAddress(), freshAddress());
        mine.forEach(address -> ses.createEmailIdentity(create -> create.emailIdentity(address)));

        var pages = ses.listEmailIdentitiesPaginator(list -> list.pageSize(2));

        assertThat(pages.stream().map(page -> page.emailIdentities().size()))
                .hasSizeGreaterThan(1)
                .allMatch(size -> size <= 2);
        assertThat(pages.stream().flatMap(page -> page.emailIdentities().stream()).map(IdentityInfo::identityName))
                .containsAll(mine)
                .doesNotHaveDuplicates();
        assertRefused(BadRequestException.class, () -> ses.listEmailIdentities(list -> list.pageSize(1001)));
    }

    @Test
    @Source(Docs.PUT_MAIL_FROM)
    void attributesOfAnIdentity_shouldBeKept() {
        String domain = fresh("domain") + ".example.pe";
        String set = fresh("set");
        ses.createConfigurationSet(create -> create.configurationSetName(set));
        ses.createEmailIdentity(create -> create.emailIdentity(domain));

        ses.putEmailIdentityMailFromAttributes(put -> put.emailIdentity(domain)
                .mailFromDomain("bounces." + domain)
                .behaviorOnMxFailure("REJECT_MESSAGE"));
        ses.putEmailIdentityConfigurationSetAttributes(put -> put.emailIdentity(domain).configurationSetName(set));
        ses.putEmailIdentityFeedbackAttributes(put -> put.emailIdentity(domain).emailForwardingEnabled(false));
        ses.putEmailIdentityDkimAttributes(put -> put.emailIdentity(domain).signingEnabled(false));

        var found = ses.getEmailIdentity(get -> get.emailIdentity(domain));
        assertThat(found.mailFromAttributes().mailFromDomain()).isEqualTo("bounces." + domain);
        assertThat(found.mailFromAttributes().mailFromDomainStatus()).isEqualTo(MailFromDomainStatus.PENDING);
        assertThat(found.configurationSetName()).isEqualTo(set);
        assertThat(found.feedbackForwardingStatus()).isFalse();
        assertThat(found.dkimAttributes().signingEnabled()).isFalse();
        assertRefused(BadRequestException.class, () -> ses.putEmailIdentityMailFromAttributes(
                put -> put.emailIdentity(domain).mailFromDomain("bounces.other.pe")));
    }

    @Test
    @Source(Docs.SANDBOX)
    void theSandbox_shouldReachVerifiedRecipientsAndTheSimulatorOnly() {
        String verified = verifiedAddress();
        String stranger = freshAddress();

        send(verified, request -> request.fromEmailAddress(verified));
        send("bounce+label@simulator.amazonses.com", request -> request.fromEmailAddress(verified));

        assertRefused(MessageRejectedException.class, () -> send(stranger, request -> request.fromEmailAddress(verified)))
                .hasMessageContaining("failed the check in region US-EAST-1: " + stranger);
        assertThat(ses.getAccount(_ -> {}).productionAccessEnabled()).isFalse();
    }
}
