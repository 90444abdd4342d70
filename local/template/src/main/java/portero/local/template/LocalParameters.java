package portero.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import portero.local.template.Value.Fields;

/** What a template's {@code Metadata: Local: Parameters} gives to parameters, since only this machine knows it. */
final class LocalParameters {
    private static final String OWNER = "Metadata.Local.Parameters";

    private LocalParameters() {}

    /**
     * The values of the parameters that are named there and known here.
     *
     * @param known by the words that a template may use
     */
    static Map<String, String> read(TemplateFile file, Set<String> words, Map<String, String> known) {
        var values = new LinkedHashMap<String, String>();
        file.metadata()
                .get("Local")
                .map(local -> local.fields("Metadata.Local").only(Set.of("Parameters"), "Metadata.Local"))
                .flatMap(local -> local.get("Parameters"))
                .map(parameters -> parameters.fields(OWNER))
                .orElseGet(() -> Fields.empty(file.metadata().at()))
                .fields()
                .forEach((name, field) -> {
                    if (!file.parameters().containsKey(name)) {
                        throw new TemplateException(
                                field.at(),
                                "there is no parameter " + name + Nearest.hint(name, file.parameters().keySet()));
                    }
                    var word = field.value().text(OWNER + "." + name);
                    if (!words.contains(word)) {
                        throw new TemplateException(
                                field.value().at(), "a parameter may be given here: Url; not " + word);
                    }
                    if (known.containsKey(word)) {
                        values.put(name, known.get(word));
                    }
                });
        return values;
    }
}
