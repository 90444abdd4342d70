package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.local.template.Report.Change;
import portero.local.template.Report.Kind;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;
import software.amazon.awssdk.services.sesv2.model.TlsPolicy;

/** Identities, configuration sets and event destinations come to be, change and go as their template says. */
class EmailDeploymentTest {
    private static final String MAIL =
            """
            Resources:
              Domain:
                Type: AWS::SES::EmailIdentity
                Properties:
                  EmailIdentity: %1$s.pe
                  ConfigurationSetAttributes: {ConfigurationSetName: !Ref Mails}
                  MailFromAttributes: {MailFromDomain: bounces.%1$s.pe, BehaviorOnMxFailure: USE_DEFAULT_VALUE}
                  FeedbackAttributes: {EmailForwardingEnabled: false}
              Mails:
                Type: AWS::SES::ConfigurationSet
                Properties:
                  DeliveryOptions: {TlsPolicy: REQUIRE}
                  ReputationOptions: {ReputationMetricsEnabled: true}
                  SuppressionOptions: {SuppressedReasons: [BOUNCE, COMPLAINT]}
                  Tags: [{Key: team, Value: doors}]
              Events:
                Type: AWS::SES::ConfigurationSetEventDestination
                Properties:
                  ConfigurationSetName: !Ref Mails
                  EventDestination:
                    Enabled: true
                    MatchingEventTypes: [bounce, COMPLAINT, renderingFailure]
                    EventBridgeDestination:
                      EventBusArn: !Sub arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default
            Outputs:
              Identity: {Value: !Ref Domain}
              TokenName: {Value: !GetAtt Domain.DkimDNSTokenName1}
              TokenValue: {Value: !GetAtt Domain.DkimDNSTokenValue1}
              Set: {Value: !Ref Mails}
              Destination: {Value: !Ref Events}
              DestinationId: {Value: !GetAtt Events.Id}
            """;

    private static LocalServices services;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        services = LocalServices.start();
    }

    @AfterAll
    static void stop() throws IOException {
        services.close();
    }

    @Test
    void a_domain_gets_its_configuration_set_and_events() {
        var outputs = deploy("made", MAIL.formatted("made")).application().outputs();

        var domain = services.ses().getEmailIdentity(get -> get.emailIdentity("made.pe"));
        assertThat(domain.verifiedForSendingStatus()).isTrue();
        assertThat(domain.configurationSetName()).isEqualTo("made-Mails");
        assertThat(domain.mailFromAttributes().mailFromDomain()).isEqualTo("bounces.made.pe");
        assertThat(domain.feedbackForwardingStatus()).isFalse();
        var set = services.ses().getConfigurationSet(get -> get.configurationSetName("made-Mails"));
        assertThat(set.deliveryOptions().tlsPolicy()).isEqualTo(TlsPolicy.REQUIRE);
        assertThat(set.reputationOptions().reputationMetricsEnabled()).isTrue();
        assertThat(services.ses()
                        .getConfigurationSetEventDestinations(get -> get.configurationSetName("made-Mails"))
                        .eventDestinations())
                .singleElement()
                .satisfies(destination -> {
                    assertThat(destination.name()).isEqualTo("made-Events");
                    assertThat(destination.matchingEventTypes())
                            .containsExactly(EventType.BOUNCE, EventType.COMPLAINT, EventType.RENDERING_FAILURE);
                    assertThat(destination.eventBridgeDestination().eventBusArn())
                            .isEqualTo("arn:aws:events:us-east-1:000000000000:event-bus/default");
                });
        var token = domain.dkimAttributes().tokens().getFirst();
        assertThat(outputs)
                .containsEntry("Identity", "made.pe")
                .containsEntry("TokenName", token + "._domainkey.made.pe")
                .containsEntry("TokenValue", token + ".dkim.amazonses.com")
                .containsEntry("Set", "made-Mails")
                .containsEntry("Destination", "made-Mails|made-Events")
                .containsEntry("DestinationId", "made-Mails|made-Events");
    }

    @Test
    void what_is_as_described_stays_untouched() {
        deploy("same", MAIL.formatted("same"));

        var again = deploy("same", MAIL.formatted("same"));

        assertThat(again.report().changes()).hasSize(3).extracting(Change::kind).containsOnly(Kind.UNCHANGED);
    }

    @Test
    void options_change_in_place() {
        deploy("change", MAIL.formatted("change"));

        var changed = deploy("change", MAIL.formatted("change")
                .replace("      DeliveryOptions: {TlsPolicy: REQUIRE}\n", "")
                .replace("SuppressedReasons: [BOUNCE, COMPLAINT]", "SuppressedReasons: [COMPLAINT]")
                .replace("      FeedbackAttributes: {EmailForwardingEnabled: false}\n", "")
                .replace("bounces.change.pe", "back.change.pe")
                .replace("[bounce, COMPLAINT, renderingFailure]", "[send]"));

        assertThat(changed.report().changes()).extracting(Change::kind).containsOnly(Kind.UPDATED);
        var set = services.ses().getConfigurationSet(get -> get.configurationSetName("change-Mails"));
        assertThat(set.deliveryOptions()).isNull();
        assertThat(set.suppressionOptions().suppressedReasons()).containsExactly(SuppressionListReason.COMPLAINT);
        assertThat(set.reputationOptions().reputationMetricsEnabled()).isTrue();
        var domain = services.ses().getEmailIdentity(get -> get.emailIdentity("change.pe"));
        assertThat(domain.feedbackForwardingStatus()).isTrue();
        assertThat(domain.mailFromAttributes().mailFromDomain()).isEqualTo("back.change.pe");
        assertThat(services.ses()
                        .getConfigurationSetEventDestinations(get -> get.configurationSetName("change-Mails"))
                        .eventDestinations())
                .singleElement()
                .satisfies(destination ->
                        assertThat(destination.matchingEventTypes()).containsExactly(EventType.SEND));
    }

    @Test
    void what_the_template_no_longer_has_is_deleted() {
        deploy("gone", MAIL.formatted("gone"));

        deploy("gone", "Resources:\n  Mails:\n    Type: AWS::SES::ConfigurationSet\n");

        assertThatThrownBy(() -> services.ses().getEmailIdentity(get -> get.emailIdentity("gone.pe")))
                .isInstanceOf(NotFoundException.class);
        assertThat(services.ses()
                        .getConfigurationSetEventDestinations(get -> get.configurationSetName("gone-Mails"))
                        .eventDestinations())
                .isEmpty();
    }

    @Test
    void what_went_with_its_configuration_set_is_forgotten() {
        deploy("both", MAIL.formatted("both"));

        var emptied = deploy("both", "Resources:\n  Other:\n    Type: AWS::SES::ConfigurationSet\n");

        assertThat(emptied.report().changes())
                .extracting(Change::kind)
                .containsExactlyInAnyOrder(Kind.CREATED, Kind.DELETED, Kind.DELETED, Kind.DELETED);
    }

    @Test
    void tags_are_said_not_to_be_kept() {
        var deployed = deploy("tags", MAIL.formatted("tags"));

        assertThat(deployed.report().standIns())
                .extracting(StandIn::type, StandIn::instead)
                .contains(tuple(
                        "AWS::SES::ConfigurationSet.Tags", "nothing: configuration sets have no tags here"));
    }

    @Test
    void another_kind_of_ses_resource_is_a_stand_in() {
        var deployed = deploy("stand", "Resources:\n  Welcome:\n    Type: AWS::SES::Template\n");

        assertThat(deployed.report().standIns()).extracting(StandIn::type).contains("AWS::SES::Template");
    }

    @Test
    void mistakes_are_found_before_anything_is_made() {
        assertRefused("AWS::SES::EmailIdentity", "{EmailIdentiti: a.pe}", "needs EmailIdentity");
        assertRefused("AWS::SES::EmailIdentity", "{EmailIdentity: a.pe, DkimAttribute: {}}", "no property DkimAttribute");
        assertRefused("AWS::SES::EmailIdentity", "{EmailIdentity: a.pe, DkimAttributes: {SigningEnabled: perhaps}}",
                "SigningEnabled");
        assertRefused("AWS::SES::ConfigurationSet", "{ConfigurationSetName: a}", "is Name meant?");
        assertRefused("AWS::SES::ConfigurationSet", "{DeliveryOptions: {TlsPolicy: MAYBE}}", "TlsPolicy cannot be MAYBE");
        assertRefused("AWS::SES::ConfigurationSetEventDestination", "{ConfigurationSetName: a}", "EventDestination");
        assertRefused("AWS::SES::ConfigurationSetEventDestination",
                "{ConfigurationSetName: a, EventDestination: {MatchingEventTypes: [bounced]}}", "cannot be BOUNCED");
    }

    @Test
    void what_the_service_refuses_is_said_with_its_words() {
        assertRefused("AWS::SES::EmailIdentity", "{EmailIdentity: nowhere}", "Invalid domain name nowhere");
        assertRefused("AWS::SES::ConfigurationSet", "{Name: a b}", "regular expression");
        assertRefused("AWS::SES::EmailIdentity",
                "{EmailIdentity: a.pe, ConfigurationSetAttributes: {ConfigurationSetName: nowhere}}",
                "Configuration set <nowhere> does not exist");
        // Nothing is left of what was half made.
        deploy("after", "Resources:\n  A:\n    Type: AWS::SES::EmailIdentity\n    Properties: {EmailIdentity: a.pe}\n");
    }

    @Test
    void what_would_be_another_resource_is_refused() {
        deploy("moved", MAIL.formatted("moved"));

        assertThatThrownBy(() -> deploy("moved", MAIL.formatted("other")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("verified again");
    }

    private void assertRefused(String type, String properties, String message) {
        assertThatThrownBy(() -> deploy(
                        "wrong", "Resources:\n  It:\n    Type: %s\n    Properties: %s\n".formatted(type, properties)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    private Deployed deploy(String stack, String template) {
        var file = folder.resolve("template.yaml");
        try {
            Files.writeString(file, template);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Deployment.deploy(SamTemplate.read(file, Map.of()), services.in(folder, stack));
    }
}
