package portero.local.template;

import java.nio.file.Path;
import java.util.Map;

/** A SAM template with its nested stacks and the parameters it is given: checked as far as it can be before deployment. */
public final class SamTemplate {
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
        var template = new SamTemplate(TemplateFile.read(file), Map.copyOf(parameterOverrides));
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
