package portero.adapters.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a part of an office file refers to, as a part of relationships lists it. */
final class Relationships {
    private static final Set<String> ACTIVE = Set.of(
            "vbaproject", "wordvbadata", "oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument",
            "frame", "externallink", "externallinkpath", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet", "extensibility",
            "taskpanes", "webextension", "webextensiontaskpanes", "connections", "querytable");
    /** No scheme at all is a place within the file. */
    private static final Pattern HARMLESS_LINK = Pattern.compile("(https?|mailto|tel|ftp):.*|#.*|[^:\\\\]*", Pattern.DOTALL);

    /** One of them; {@code type} is the last word of its address. */
    record Relationship(String type, String target, boolean isExternal) {
        boolean isOf(String wanted) {
            return type.equalsIgnoreCase(wanted);
        }

        void check() {
            var isLink = isOf("hyperlink");
            if (ACTIVE.contains(type.toLowerCase(Locale.ROOT))
                    || (isExternal && !isLink)
                    || (isLink && !HARMLESS_LINK.matcher(target.strip().toLowerCase(Locale.ROOT)).matches())) {
                throw Objection.active();
            }
        }
    }

    private Relationships() {}

    static List<Relationship> read(byte[] part) {
        var found = new ArrayList<Relationship>();
        OfficeXml.elements(part, (name, attributes) -> {
            if (name.equals("Relationship")) {
                var type = attributes.getOrDefault("Type", "");
                found.add(new Relationship(
                        type.substring(type.lastIndexOf('/') + 1),
                        attributes.getOrDefault("Target", ""),
                        "external".equalsIgnoreCase(attributes.get("TargetMode"))));
            }
        });
        return found;
    }
}
