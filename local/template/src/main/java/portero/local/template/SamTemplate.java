package portero.local.template;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A SAM template with its nested stacks and the parameters it is given: checked as far as it can be before deployment. */
public final class SamTemplate {
    private static final String URL = "Url";

    private final TemplateFile file;
    private final Map<String, String> parameterOverrides;

    private SamTemplate(TemplateFile file, Map<String, String> parameterOverrides) {
        this.file = file;
        this.parameterOverrides = parameterOverrides;
    }

    /** Reads a template for the region {@code us-east-1}. */
    public static SamTemplate read(Path file, Map<String, String> parameterOverrides) {
        return read(file, parameterOverrides, "us-east-1");
    }

    /**
     * Reads a template and the files that it nests.
     *
     * @param parameterOverrides values of parameters that shall not have their defaults
     * @param region where it will be deployed, since mappings and conditions may depend on it
     * @throws TemplateException if the template could not be deployed
     */
    public static SamTemplate read(Path file, Map<String, String> parameterOverrides, String region) {
        return read(file, parameterOverrides, region, Optional.empty());
    }

    /**
     * Reads a template and the files that it nests, for an API whose address is known before it is deployed.
     *
     * @param url what the parameters get that {@code Metadata: Local: Parameters} marks with {@code Url}
     * @throws TemplateException if the template could not be deployed
     */
    public static SamTemplate read(Path file, Map<String, String> parameterOverrides, String region, URI url) {
        return read(file, parameterOverrides, region, Optional.of(url));
    }

    private static SamTemplate read(
            Path path, Map<String, String> parameterOverrides, String region, Optional<URI> url) {
        var file = TemplateFile.read(path);
        var known = new HashMap<String, String>();
        url.ifPresent(address -> known.put(URL, address.toString()));
        var overrides = new HashMap<>(LocalParameters.read(file, Set.of(URL), known));
        overrides.putAll(parameterOverrides);
        var template = new SamTemplate(file, Map.copyOf(overrides));
        Walk.rehearse(template.stack(Pseudo.assumed(region)), Deployment.rehearsedTypes());
        return template;
    }

    public Path path() {
        return file.path();
    }

    Stack stack(Pseudo pseudo) {
        return Stack.root(file, parameterOverrides, pseudo);
    }
}
