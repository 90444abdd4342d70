package portero.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Text;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.CreateConfigurationSetRequest;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetArchivingOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetDeliveryOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetReputationOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetSendingOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetSuppressionOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetTrackingOptionsRequest;
import software.amazon.awssdk.services.sesv2.model.PutConfigurationSetVdmOptionsRequest;

/** {@code AWS::SES::ConfigurationSet}, by CreateConfigurationSet and a call for each group of options that changes. */
final class ConfigurationSetType implements ResourceType {
    static final String TYPE = "AWS::SES::ConfigurationSet";

    private static final String VDM = "VdmOptions";

    private final Supplier<SesV2Client> client;
    private final Map<String, BiConsumer<String, Fields>> changes = new LinkedHashMap<>();

    ConfigurationSetType(Supplier<SesV2Client> client) {
        this.client = client;
        changes.put("ArchivingOptions", (set, options) -> client.get().putConfigurationSetArchivingOptions(
                RequestMapper.fill(PutConfigurationSetArchivingOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put("DeliveryOptions", (set, options) -> client.get().putConfigurationSetDeliveryOptions(
                RequestMapper.fill(PutConfigurationSetDeliveryOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put("ReputationOptions", (set, options) -> client.get().putConfigurationSetReputationOptions(
                RequestMapper.fill(PutConfigurationSetReputationOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put("SendingOptions", (set, options) -> client.get().putConfigurationSetSendingOptions(
                RequestMapper.fill(PutConfigurationSetSendingOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put("SuppressionOptions", (set, options) -> client.get().putConfigurationSetSuppressionOptions(
                RequestMapper.fill(PutConfigurationSetSuppressionOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put("TrackingOptions", (set, options) -> client.get().putConfigurationSetTrackingOptions(
                RequestMapper.fill(PutConfigurationSetTrackingOptionsRequest.builder(), options, TYPE)
                        .configurationSetName(set)
                        .build()));
        changes.put(VDM, (set, options) -> client.get().putConfigurationSetVdmOptions(
                RequestMapper.fill(
                                PutConfigurationSetVdmOptionsRequest.builder(),
                                Fields.empty(options.at()).with(VDM, options),
                                TYPE)
                        .configurationSetName(set)
                        .build()));
    }

    @Override
    public Set<String> attributes() {
        return Set.of();
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of("Name", "the configuration set would be made anew, and senders name it");
    }

    @Override
    public Map<String, String> ignored() {
        return Map.of("Tags", "nothing: configuration sets have no tags here");
    }

    @Override
    public void check(Fields properties, String name) {
        asRequest(properties, name);
    }

    @Override
    public String create(Fields properties, String name) {
        var request = asRequest(properties, name);
        client.get().createConfigurationSet(request);
        return request.configurationSetName();
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            client.get().getConfigurationSet(get -> get.configurationSetName(id));
            return Optional.of(Attributes.of(id, Map.of()));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        changes.forEach((options, change) -> {
            if (changed.contains(options)) {
                // Without members the service puts back what a new configuration set has.
                change.accept(id, properties.get(options)
                        .map(value -> value.fields(options))
                        .orElse(Fields.empty(properties.at())));
            }
        });
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get().deleteConfigurationSet(delete -> delete.configurationSetName(id));
    }

    private static CreateConfigurationSetRequest asRequest(Fields properties, String name) {
        var request = RequestMapper.rename(properties, Map.of("Name", "ConfigurationSetName"), TYPE);
        if (request.get("ConfigurationSetName").isEmpty()) {
            request = request.with("ConfigurationSetName", Text.of(name, properties.at()));
        }
        // Filled with the tags as well, so that they are checked; then taken out, since nothing keeps them.
        return RequestMapper.fill(CreateConfigurationSetRequest.builder(), request, TYPE)
                .tags((java.util.Collection<software.amazon.awssdk.services.sesv2.model.Tag>) null)
                .build();
    }
}
