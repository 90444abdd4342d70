package portero.local.cloud;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, and what its build puts where. */
record Home(Path folder) {
    Path dynamoDbPart() {
        return built("local/dynamodb/target/part");
    }

    Path s3Part() {
        return built("local/s3/target/part");
    }

    Path runtime() {
        return built("local/gateway/target/runtime");
    }

    Options.Defaults defaults() {
        return new Options.Defaults(
                folder.resolve("template.yaml"), folder.resolve("web/dist"), folder.resolve("local/demo/target/part"));
    }

    private Path built(String name) {
        var path = folder.resolve(name);
        if (!Files.isDirectory(path)) {
            throw new Refused("Not built yet: " + name + "\nRun ./mvnw package, or ./run, which does it.");
        }
        return path;
    }
}
