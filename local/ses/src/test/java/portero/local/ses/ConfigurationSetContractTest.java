package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.EventDestinationDefinition;
import software.amazon.awssdk.services.sesv2.model.EventType;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.SuppressionListReason;
import software.amazon.awssdk.services.sesv2.model.TlsPolicy;

/** Configuration sets, their options and event destinations. */
class ConfigurationSetContractTest extends MailContract {
    private static final String BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";

    private String create() {
        String set = fresh("set");
        ses.createConfigurationSet(create -> create.configurationSetName(set));
        return set;
    }

    private void destination(String set, String name, Consumer<EventDestinationDefinition.Builder> changes) {
        ses.createConfigurationSetEventDestination(create -> create.configurationSetName(set)
                .eventDestinationName(name)
                .eventDestination(destination -> changes.accept(destination.enabled(true)
                        .matchingEventTypes(EventType.BOUNCE)
                        .eventBridgeDestination(bridge -> bridge.eventBusArn(BUS)))));
    }

    @Test
    @Source(Docs.CREATE_CONFIGURATION_SET)
    void createConfigurationSet_shouldKeepItsOptions() {
        String set = fresh("set");

        ses.createConfigurationSet(create -> create.configurationSetName(set)
                .deliveryOptions(options -> options.tlsPolicy(TlsPolicy.REQUIRE))
                .reputationOptions(options -> options.reputationMetricsEnabled(true))
                .suppressionOptions(options -> options.suppressedReasons(SuppressionListReason.BOUNCE)));

        var found = ses.getConfigurationSet(get -> get.configurationSetName(set));
        assertThat(found.configurationSetName()).isEqualTo(set);
        assertThat(found.deliveryOptions().tlsPolicy()).isEqualTo(TlsPolicy.REQUIRE);
        assertThat(found.reputationOptions().reputationMetricsEnabled()).isTrue();
        assertThat(found.sendingOptions().sendingEnabled()).isTrue();
        assertThat(found.suppressionOptions().suppressedReasons()).containsExactly(SuppressionListReason.BOUNCE);
        assertThat(ses.listConfigurationSets(_ -> {}).configurationSets()).contains(set);
    }

    @Test
    @Source(Docs.GET_CONFIGURATION_SET)
    void options_shouldChangeOneGroupAtATime() {
        String set = create();

        ses.putConfigurationSetDeliveryOptions(put -> put.configurationSetName(set).tlsPolicy(TlsPolicy.REQUIRE));
        ses.putConfigurationSetReputationOptions(put -> put.configurationSetName(set).reputationMetricsEnabled(true));
        ses.putConfigurationSetTrackingOptions(put -> put.configurationSetName(set).customRedirectDomain("go.school.pe"));
        ses.putConfigurationSetSuppressionOptions(
                put -> put.configurationSetName(set).suppressedReasons(SuppressionListReason.COMPLAINT));

        var found = ses.getConfigurationSet(get -> get.configurationSetName(set));
        assertThat(found.deliveryOptions().tlsPolicy()).isEqualTo(TlsPolicy.REQUIRE);
        assertThat(found.reputationOptions().reputationMetricsEnabled()).isTrue();
        assertThat(found.trackingOptions().customRedirectDomain()).isEqualTo("go.school.pe");
        assertThat(found.suppressionOptions().suppressedReasons()).containsExactly(SuppressionListReason.COMPLAINT);
    }

    @ParameterizedTest
    @Source(Docs.CREATE_CONFIGURATION_SET)
    @ValueSource(strings = {"a b", "año", "a.b"})
    void createConfigurationSet_shouldRefuse_namesBeyondLettersDigitsUnderscoreAndDash(String name) {
        assertRefused(BadRequestException.class,
                () -> ses.createConfigurationSet(create -> create.configurationSetName(name)));
        assertRefused(BadRequestException.class,
                () -> ses.createConfigurationSet(create -> create.configurationSetName("a".repeat(65))));
    }

    @Test
    @Source(Docs.CREATE_CONFIGURATION_SET)
    void createConfigurationSet_shouldRefuse_whatExists() {
        String set = create();

        assertRefused(AlreadyExistsException.class,
                () -> ses.createConfigurationSet(create -> create.configurationSetName(set)));
    }

    @Test
    @Source(Docs.GET_CONFIGURATION_SET)
    void aDeletedSet_shouldBeUnknownToEveryOperation() {
        String set = create();

        ses.deleteConfigurationSet(delete -> delete.configurationSetName(set));

        assertRefused(NotFoundException.class, () -> ses.getConfigurationSet(get -> get.configurationSetName(set)));
        assertRefused(NotFoundException.class, () -> ses.deleteConfigurationSet(delete -> delete.configurationSetName(set)));
        assertRefused(NotFoundException.class, () -> destination(set, "bus", _ -> {}));
        assertRefused(NotFoundException.class, () -> ses.putConfigurationSetSendingOptions(
                put -> put.configurationSetName(set).sendingEnabled(true)));
    }

    @Test
    @Source(Docs.CREATE_EVENT_DESTINATION)
    void eventDestinations_shouldBeShownChangedAndDeleted() {
        String set = create();
        destination(set, "bus", _ -> {});

        ses.updateConfigurationSetEventDestination(update -> update.configurationSetName(set)
                .eventDestinationName("bus")
                .eventDestination(destination -> destination.matchingEventTypes(EventType.SEND)));

        assertThat(ses.getConfigurationSetEventDestinations(get -> get.configurationSetName(set)).eventDestinations())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("bus");
                    assertThat(found.enabled()).isTrue();
                    assertThat(found.matchingEventTypes()).containsExactly(EventType.SEND);
                    assertThat(found.eventBridgeDestination().eventBusArn()).isEqualTo(BUS);
                });
        ses.deleteConfigurationSetEventDestination(
                delete -> delete.configurationSetName(set).eventDestinationName("bus"));
        assertThat(ses.getConfigurationSetEventDestinations(get -> get.configurationSetName(set)).eventDestinations())
                .isEmpty();
        assertRefused(NotFoundException.class, () -> ses.deleteConfigurationSetEventDestination(
                delete -> delete.configurationSetName(set).eventDestinationName("bus")));
    }

    @Test
    @Source(Docs.CREATE_EVENT_DESTINATION)
    void createEventDestination_shouldRefuse_whatItCanNotServe() {
        String set = create();
        destination(set, "bus", _ -> {});

        assertRefused(AlreadyExistsException.class, () -> destination(set, "bus", _ -> {}));
        assertRefused(BadRequestException.class, () -> destination(set, "other", destination ->
                destination.eventBridgeDestination(bridge -> bridge.eventBusArn(BUS.replace("default", "mine")))))
                .hasMessageContaining("default event bus");
        assertRefused(BadRequestException.class, () -> destination(set, "other", destination ->
                destination.snsDestination(sns -> sns.topicArn("arn:aws:sns:us-east-1:000000000000:mails"))))
                .hasMessageContaining("eventDestination.snsDestination");
        assertRefused(BadRequestException.class,
                () -> destination(set, "other", destination -> destination.matchingEventTypes(List.of())));
        for (int more = 1; more < 10; more++) {
            destination(set, "bus" + more, _ -> {});
        }
        assertRefused(LimitExceededException.class, () -> destination(set, "bus10", _ -> {}));
    }
}
