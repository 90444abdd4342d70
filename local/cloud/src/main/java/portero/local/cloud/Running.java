package portero.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portero.local.template.Application;
import portero.local.template.Function;
import portero.local.template.Location;

/** What a running local cloud tells the other words of {@code ./run}, in a file that only its owner reads. */
record Running(
        long pid,
        String url,
        String inbox,
        Map<String, String> environment,
        Map<String, String> outputs,
        Map<String, FunctionEntry> functions,
        Control.Door control) {

    private static final String FILE = "running.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** A function as it was deployed. */
    record FunctionEntry(
            String handler, String code, String runtime, int memory, long timeoutMillis, Map<String, String> environment) {}

    static Running of(
            URI url, URI inbox, Map<String, String> environment, Application application, Control.Door control) {
        var functions = new LinkedHashMap<String, FunctionEntry>();
        application.functions().forEach((name, function) -> functions.put(
                name,
                new FunctionEntry(
                        function.handler(),
                        function.code().toString(),
                        function.runtime(),
                        function.memoryMegabytes(),
                        function.timeout().toMillis(),
                        function.environment())));
        return new Running(
                ProcessHandle.current().pid(),
                url.toString(),
                inbox.toString(),
                environment,
                application.outputs(),
                functions,
                control);
    }

    void save(DataFolder folder) {
        try {
            folder.write(FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void forget(DataFolder folder) {
        folder.delete(FILE);
    }

    /** The one that runs from this folder. */
    static Running find(DataFolder folder) {
        var running = folder.read(FILE).map(Running::parse);
        var alive = running.flatMap(found -> ProcessHandle.of(found.pid())).filter(ProcessHandle::isAlive);
        if (alive.isEmpty()) {
            throw new Refused("Nothing is running from " + folder.resolve("") + "\nStart it with ./run and try again.");
        }
        return running.orElseThrow();
    }

    private static Running parse(String text) {
        try {
            return JSON.readValue(text, Running.class);
        } catch (JsonProcessingException broken) {
            throw new Refused("The file " + FILE + " cannot be read; stop ./run and start it again.");
        }
    }

    /** A function by its logical id, or by the short name of its event: {@code create-user}. */
    Optional<Function> function(String name) {
        var logical = logicalId(name);
        return Optional.ofNullable(functions.get(logical)).map(entry -> new Function(
                logical,
                entry.handler(),
                Path.of(entry.code()),
                entry.runtime(),
                entry.memory(),
                Duration.ofMillis(entry.timeoutMillis()),
                entry.environment(),
                new Location(Path.of(entry.code()), 1)));
    }

    /** The logical id that a short name such as {@code create-user} stands for. */
    String logicalId(String name) {
        if (functions.containsKey(name)) {
            return name;
        }
        var id = new StringBuilder();
        for (var word : name.split("-")) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id + "Function";
    }

    /** The short name of a logical id. */
    static String shortName(String logicalId) {
        var bare = logicalId.replaceFirst("(?<=.)Function$", "");
        return bare.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
