package portero.local.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import portero.local.template.Value.Items;
import portero.local.template.Value.Text;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.CreateConfigurationSetEventDestinationRequest;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.UpdateConfigurationSetEventDestinationRequest;

/** {@code AWS::SES::ConfigurationSetEventDestination}, by the calls of the same name. */
final class EventDestinationType implements ResourceType {
    static final String TYPE = "AWS::SES::ConfigurationSetEventDestination";

    private static final String SET = "ConfigurationSetName";
    private static final String DESTINATION = "EventDestination";
    private static final String NAME = "Name";
    private static final String TYPES = "MatchingEventTypes";

    private final Supplier<SesV2Client> client;

    EventDestinationType(Supplier<SesV2Client> client) {
        this.client = client;
    }

    @Override
    public Set<String> attributes() {
        return Set.of("Id");
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of(SET, "the event destination would be made anew in another configuration set");
    }

    @Override
    public Map<String, String> ignored() {
        return Map.of();
    }

    @Override
    public void check(Fields properties, String name) {
        asRequest(properties, name);
    }

    @Override
    public String create(Fields properties, String name) {
        var request = asRequest(properties, name);
        client.get().createConfigurationSetEventDestination(request);
        return request.configurationSetName() + "|" + request.eventDestinationName();
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            return client.get()
                    .getConfigurationSetEventDestinations(get -> get.configurationSetName(set(id)))
                    .eventDestinations()
                    .stream()
                    .filter(destination -> destination.name().equals(name(id)))
                    .findFirst()
                    .map(_ -> Attributes.of(id, Map.of("Id", id)));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        var destination = properties.required(DESTINATION, TYPE).fields(DESTINATION);
        var wanted = destination.get(NAME).map(value -> value.text(NAME)).orElse(name);
        if (!wanted.equals(name(id))) {
            throw new TemplateException(
                    destination.at(NAME), "an event destination cannot get another name; --fresh starts over");
        }
        var request = Fields.empty(properties.at()).with(DESTINATION, definition(destination));
        client.get()
                .updateConfigurationSetEventDestination(
                        RequestMapper.fill(UpdateConfigurationSetEventDestinationRequest.builder(), request, TYPE)
                                .configurationSetName(set(id))
                                .eventDestinationName(name(id))
                                .build());
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get()
                .deleteConfigurationSetEventDestination(
                        delete -> delete.configurationSetName(set(id)).eventDestinationName(name(id)));
    }

    private static CreateConfigurationSetEventDestinationRequest asRequest(Fields properties, String name) {
        properties.required(SET, TYPE);
        var destination = properties.required(DESTINATION, TYPE).fields(DESTINATION);
        destination.required(TYPES, TYPE + "." + DESTINATION);
        var request = properties
                .with(DESTINATION, definition(destination))
                .with("EventDestinationName", destination.get(NAME).orElse(Text.of(name, properties.at())));
        return RequestMapper.fill(CreateConfigurationSetEventDestinationRequest.builder(), request, TYPE).build();
    }

    /** CloudFormation writes kinds of events as in {@code renderingFailure}, the service as in RENDERING_FAILURE. */
    private static Fields definition(Fields destination) {
        var types = destination.required(TYPES, TYPE + "." + DESTINATION);
        List<Value> upper = types.items(TYPES).stream()
                .<Value>map(type -> {
                    var text = type.text(TYPES);
                    return text.equals(text.toUpperCase(Locale.ROOT)) || type.isLater()
                            ? type
                            : Text.of(text.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT), type.at());
                })
                .toList();
        return destination.without(Set.of(NAME)).with(TYPES, new Items(upper, types.at()));
    }

    private static String set(String id) {
        return id.substring(0, id.indexOf('|'));
    }

    private static String name(String id) {
        return id.substring(id.indexOf('|') + 1);
    }
}
