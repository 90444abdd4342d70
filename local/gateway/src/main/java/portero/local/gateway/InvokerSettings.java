package portero.local.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What functions need to run.
 *
 * @param runtime the folder with the jars of Lambda's runtime interface client
 * @param work a folder for unpacked code; what is there already is used again
 * @param environment what every function sees besides its own variables, such as endpoints and credentials
 * @param log takes what functions that fail or run isolated write, line by line; in one JVM the rest goes to its output
 * @param instances at most, of each function
 */
public record InvokerSettings(
        Path runtime, Path work, Map<String, String> environment, Consumer<String> log, int instances) {

    public static InvokerSettings of(Path runtime, Path work) {
        return new InvokerSettings(runtime, work, Map.of(), System.out::println, 10);
    }

    public InvokerSettings withEnvironment(Map<String, String> environment) {
        return new InvokerSettings(runtime, work, Map.copyOf(environment), log, instances);
    }

    public InvokerSettings withLog(Consumer<String> log) {
        return new InvokerSettings(runtime, work, environment, log, instances);
    }

    public InvokerSettings withInstances(int instances) {
        return new InvokerSettings(runtime, work, environment, log, instances);
    }
}
