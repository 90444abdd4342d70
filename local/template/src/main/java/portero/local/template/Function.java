package portero.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One {@code AWS::Serverless::Function}, all intrinsic functions resolved.
 *
 * @param name the logical id in the template, such as {@code CreateUserFunction}
 * @param handler the fully qualified handler class, optionally with {@code ::method}
 * @param code the zip or folder that {@code CodeUri} points at, absolute
 * @param memoryMegabytes from 128 to 10240
 * @param environment what the function sees as its environment variables
 */
public record Function(
        String name,
        String handler,
        Path code,
        String runtime,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> environment,
        Location location) {}
