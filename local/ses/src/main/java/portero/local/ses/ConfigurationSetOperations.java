package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import portero.local.ses.Account.ConfigurationSet;
import portero.local.ses.Operation.Call;
import portero.local.wire.Json;

/** Configuration sets, and where each sends its events. */
final class ConfigurationSetOperations {
    private static final String SETS = "/v2/email/configuration-sets";
    private static final String SET = SETS + "/{ConfigurationSetName}";
    private static final String DESTINATIONS = SET + "/event-destinations";
    private static final String DESTINATION = DESTINATIONS + "/{EventDestinationName}";
    private static final int MOST_DESTINATIONS = 10;

    private final Account account;

    ConfigurationSetOperations(Account account) {
        this.account = account;
    }

    List<Operation> all() {
        var all = new ArrayList<>(List.of(
                Operation.of("CreateConfigurationSet", "POST", SETS, Requests.CREATE_SET, this::create),
                Operation.of("ListConfigurationSets", "GET", SETS, Shape.empty(), this::list),
                Operation.of("GetConfigurationSet", "GET", SET, Shape.empty(), this::get),
                Operation.of("DeleteConfigurationSet", "DELETE", SET, Shape.empty(), this::delete),
                Operation.of("CreateConfigurationSetEventDestination", "POST", DESTINATIONS, Requests.CREATE_DESTINATION,
                        this::createDestination),
                Operation.of("GetConfigurationSetEventDestinations", "GET", DESTINATIONS, Shape.empty(),
                        this::destinations),
                Operation.of("UpdateConfigurationSetEventDestination", "PUT", DESTINATION, Requests.UPDATE_DESTINATION,
                        this::updateDestination),
                Operation.of("DeleteConfigurationSetEventDestination", "DELETE", DESTINATION, Shape.empty(),
                        this::deleteDestination)));
        all.add(put("Tracking", "tracking-options", Requests.TRACKING));
        all.add(put("Delivery", "delivery-options", Requests.DELIVERY));
        all.add(put("Reputation", "reputation-options", Requests.REPUTATION));
        all.add(put("Sending", "sending", Requests.SENDING));
        all.add(put("Suppression", "suppression-options", Requests.SUPPRESSION));
        all.add(put("Archiving", "archiving-options", Requests.ARCHIVING));
        all.add(Operation.of("PutConfigurationSetVdmOptions", "PUT", SET + "/vdm-options",
                Shape.empty().with("VdmOptions", Requests.VDM),
                call -> put(call, "VdmOptions", (ObjectNode) call.body().path("VdmOptions").require())));
        return List.copyOf(all);
    }

    private Operation put(String kind, String path, Shape.Structure input) {
        return Operation.of("PutConfigurationSet" + kind + "Options", "PUT", SET + "/" + path, input,
                call -> put(call, kind + "Options", call.body()));
    }

    private ObjectNode put(Call call, String member, ObjectNode options) {
        account.change(state -> {
            ConfigurationSet set = existing(state, call);
            ObjectNode changed = set.options().deepCopy();
            if (options.isEmpty()) {
                changed.remove(member);
            } else {
                changed.set(member, options);
            }
            return state.with(set.with(withDefaults(changed)));
        });
        return Json.object();
    }

    private ObjectNode create(Call call) {
        String name = call.text("ConfigurationSetName");
        account.change(state -> {
            if (state.configurationSet(name).isPresent()) {
                throw ServiceException.alreadyExists("Configuration set <" + name + "> already exists.");
            }
            ObjectNode options = call.body().deepCopy();
            return state.with(new ConfigurationSet(name, withDefaults(options), java.util.Map.of()));
        });
        return Json.object();
    }

    private static ObjectNode withDefaults(ObjectNode options) {
        ObjectNode sending = options.withObject("SendingOptions");
        sending.put("SendingEnabled", sending.path("SendingEnabled").asBoolean(true));
        ObjectNode reputation = options.withObject("ReputationOptions");
        reputation.put("ReputationMetricsEnabled", reputation.path("ReputationMetricsEnabled").asBoolean(false));
        return options;
    }

    private ObjectNode list(Call call) {
        return Pages.page(call, "ConfigurationSets", List.copyOf(account.now().configurationSets().values()),
                ConfigurationSet::name, set -> TextNode.valueOf(set.name()));
    }

    private ObjectNode get(Call call) {
        return existing(account.now(), call).options();
    }

    private ObjectNode delete(Call call) {
        account.change(state -> state.withoutConfigurationSet(existing(state, call).name()));
        return Json.object();
    }

    private ObjectNode createDestination(Call call) {
        String name = call.text("EventDestinationName");
        ObjectNode destination = checked((ObjectNode) call.body().path("EventDestination").require());
        account.change(state -> {
            ConfigurationSet set = existing(state, call);
            if (set.destinations().containsKey(name)) {
                throw ServiceException.alreadyExists("Event destination <" + name + "> already exists.");
            }
            if (set.destinations().size() == MOST_DESTINATIONS) {
                throw new ServiceException(400, "LimitExceededException",
                        "A configuration set has at most " + MOST_DESTINATIONS + " event destinations.");
            }
            return state.with(set.withDestination(name, destination));
        });
        return Json.object();
    }

    private ObjectNode destinations(Call call) {
        ObjectNode output = Json.object();
        ArrayNode list = output.putArray("EventDestinations");
        existing(account.now(), call).destinations().forEach((name, settings) -> {
            ObjectNode destination = settings.deepCopy();
            list.add(destination.put("Name", name));
        });
        return output;
    }

    private ObjectNode updateDestination(Call call) {
        ObjectNode given = (ObjectNode) call.body().path("EventDestination").require();
        account.change(state -> {
            ConfigurationSet set = existing(state, call);
            ObjectNode changed = requireDestination(set, call).deepCopy();
            changed.setAll(given);
            return state.with(set.withDestination(call.label("EventDestinationName"), checked(changed)));
        });
        return Json.object();
    }

    private ObjectNode deleteDestination(Call call) {
        account.change(state -> {
            ConfigurationSet set = existing(state, call);
            requireDestination(set, call);
            return state.with(set.withoutDestination(call.label("EventDestinationName")));
        });
        return Json.object();
    }

    private static ObjectNode checked(ObjectNode destination) {
        if (!destination.has("EventBridgeDestination")) {
            throw ServiceException.badRequest("An event destination must have exactly one destination.");
        }
        if (!destination.path("EventBridgeDestination").path("EventBusArn").asText().endsWith(":event-bus/default")) {
            throw ServiceException.badRequest("Only the default event bus is supported.");
        }
        if (destination.path("MatchingEventTypes").isEmpty()) {
            throw ServiceException.badRequest("An event destination must have at least one matching event type.");
        }
        return destination.put("Enabled", destination.path("Enabled").asBoolean());
    }

    private static ObjectNode requireDestination(ConfigurationSet set, Call call) {
        String name = call.label("EventDestinationName");
        ObjectNode destination = set.destinations().get(name);
        if (destination == null) {
            throw ServiceException.notFound("Event destination <" + name + "> does not exist.");
        }
        return destination;
    }

    private static ConfigurationSet existing(Account.State state, Call call) {
        String name = call.label("ConfigurationSetName");
        return state.configurationSet(name).orElseThrow(() -> ServiceException.configurationSetNotFound(name));
    }
}
