package portero.local.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import portero.local.wire.Json;
import portero.local.wire.WholeFile;

/** All that the account holds besides mails, in {@code account.json}, which is replaced as a whole on each change. */
final class Account {

    /**
     * An address or a domain that may stand in From once it is verified.
     *
     * @param token what the link in its verification mail carries; null once verified
     * @param tokenSent epoch milliseconds
     * @param settings as GetEmailIdentity shows them
     */
    record Identity(String name, @Nullable String token, long tokenSent, ObjectNode settings) {
        boolean domain() {
            return !name.contains("@");
        }

        boolean verified() {
            return token == null;
        }

        Identity withVerified() {
            return new Identity(name, null, tokenSent, settings);
        }

        Identity with(ObjectNode changed) {
            return new Identity(name, token, tokenSent, changed);
        }
    }

    /**
     * @param options as CreateConfigurationSet takes them
     * @param destinations by name
     */
    record ConfigurationSet(String name, ObjectNode options, Map<String, ObjectNode> destinations) {
        ConfigurationSet with(ObjectNode changed) {
            return new ConfigurationSet(name, changed, destinations);
        }

        ConfigurationSet withDestination(String destination, ObjectNode settings) {
            var more = new TreeMap<>(destinations);
            more.put(destination, settings);
            return new ConfigurationSet(name, options, more);
        }

        ConfigurationSet withoutDestination(String destination) {
            var fewer = new TreeMap<>(destinations);
            fewer.remove(destination);
            return new ConfigurationSet(name, options, fewer);
        }
    }

    /**
     * An address that nothing is delivered to.
     *
     * @param reason BOUNCE or COMPLAINT
     * @param since epoch milliseconds
     * @param messageId the mail that bounced or was complained about; null when the address was put here by hand
     */
    record Suppressed(String address, String reason, long since, @Nullable String messageId,
            @Nullable String feedbackId) {}

    /** Never changed in place. */
    record State(
            boolean sendingEnabled,
            List<String> suppressedReasons,
            Map<String, Identity> identities,
            Map<String, ConfigurationSet> configurationSets,
            Map<String, Suppressed> suppressed) {

        State with(Identity identity) {
            return new State(sendingEnabled, suppressedReasons, plus(identities, identity.name(), identity),
                    configurationSets, suppressed);
        }

        State withoutIdentity(String name) {
            return new State(sendingEnabled, suppressedReasons, minus(identities, name), configurationSets, suppressed);
        }

        State with(ConfigurationSet set) {
            return new State(sendingEnabled, suppressedReasons, identities, plus(configurationSets, set.name(), set),
                    suppressed);
        }

        State withoutConfigurationSet(String name) {
            return new State(sendingEnabled, suppressedReasons, identities, minus(configurationSets, name), suppressed);
        }

        State with(Suppressed entry) {
            return new State(sendingEnabled, suppressedReasons, identities, configurationSets,
                    plus(suppressed, key(entry.address()), entry));
        }

        State withoutSuppressed(String address) {
            return new State(sendingEnabled, suppressedReasons, identities, configurationSets,
                    minus(suppressed, key(address)));
        }

        State withSuppressedReasons(List<String> reasons) {
            return new State(sendingEnabled, reasons, identities, configurationSets, suppressed);
        }

        State withSendingEnabled(boolean enabled) {
            return new State(enabled, suppressedReasons, identities, configurationSets, suppressed);
        }

        Optional<Identity> identity(String name) {
            return Optional.ofNullable(identities.get(identityName(name)));
        }

        Optional<ConfigurationSet> configurationSet(String name) {
            return Optional.ofNullable(configurationSets.get(name));
        }

        Optional<Suppressed> suppressed(String address) {
            return Optional.ofNullable(suppressed.get(key(address)));
        }

        /** A suppressed person must not be reached by another spelling of their address. */
        private static String key(String address) {
            return address.toLowerCase(Locale.ROOT);
        }

        private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
            var more = new TreeMap<>(map);
            more.put(key, value);
            return more;
        }

        private static <V> Map<String, V> minus(Map<String, V> map, String key) {
            var fewer = new TreeMap<>(map);
            fewer.remove(key);
            return fewer;
        }
    }

    private static final String FILE = "account.json";

    private final Optional<Path> file;
    private State state;

    /** @throws UncheckedIOException if the folder can not be read */
    Account(Optional<Path> dataFolder) {
        file = dataFolder.map(folder -> folder.resolve(FILE));
        state = file.filter(Files::exists)
                .map(Account::read)
                // As accounts made since November 2019 are.
                .orElse(new State(true, List.of("BOUNCE", "COMPLAINT"), Map.of(), Map.of(), Map.of()));
    }

    /** Domains mean the same in any case, addresses do not. */
    static String identityName(String name) {
        return name.contains("@") ? name : name.toLowerCase(Locale.ROOT);
    }

    synchronized State now() {
        return state;
    }

    /** The change is on disk when this returns; if it throws, nothing is changed. */
    synchronized State change(UnaryOperator<State> change) {
        State changed = change.apply(state);
        file.ifPresent(path -> {
            try {
                WholeFile.write(path, Json.MAPPER.writeValueAsBytes(changed));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        state = changed;
        return changed;
    }

    private static State read(Path file) {
        try {
            return Json.MAPPER.readValue(file.toFile(), State.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
