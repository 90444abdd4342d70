package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML of office files without ever following anything: a part that declares a document type is refused. */
final class OfficeXml {
    private static final int DEEPEST = 500;

    /** Fields of Word that fetch or run something; MACROBUTTON runs nothing where there are no macros. */
    private static final Pattern ACTIVE_FIELD = Pattern.compile(
            "\\b(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD)\\b", Pattern.CASE_INSENSITIVE);
    /** Formulas of Excel that do so: {@code =cmd|'/c calc'!A0} is a conversation with a program. */
    private static final Pattern ACTIVE_FORMULA = Pattern.compile(
            "\\|[^!|]*!|\\b(WEBSERVICE|RTD|CALL|EXEC|REGISTER|REGISTER\\.ID|FOPEN|URLDOWNLOADTOFILE)\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"");
    private static final Set<String> ACTIVE_ELEMENTS =
            Set.of("ddeLink", "oleLink", "OLEObject", "oleObject", "control", "altChunk", "subDoc", "webPublishItem");
    private static final Pattern STARTS_BY_ITSELF =
            Pattern.compile("(_xlnm\\.)?Auto_(Open|Close|Activate|Deactivate).*", Pattern.CASE_INSENSITIVE);

    private OfficeXml() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Every element's name, without its prefix, and attributes, likewise. */
    static void elements(byte[] part, BiConsumer<String, Map<String, String>> visitor) {
        read(part, (reader, event) -> {
            if (event == XMLStreamConstants.START_ELEMENT) {
                visitor.accept(reader.getLocalName(), attributes(reader));
            }
        });
    }

    /** Refuses what an element, field or formula could fetch or run. */
    static void inspect(byte[] part) {
        var look = new Look();
        read(part, look::at);
        look.endOfField();
    }

    private interface Visitor {
        void at(XMLStreamReader reader, int event);
    }

    private static void read(byte[] part, Visitor visitor) {
        if (part.length == 0) {
            return;
        }
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(part));
            var depth = 0;
            while (reader.hasNext()) {
                var event = reader.next();
                switch (event) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw Objection.active();
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
                if (depth > DEEPEST) {
                    throw Objection.tooLarge();
                }
                visitor.at(reader, event);
            }
        } catch (XMLStreamException broken) {
            throw Objection.unreadable();
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        var attributes = new HashMap<String, String>();
        for (var i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    /** Follows fields, whose words may be spread over many elements, and formulas. */
    private static final class Look {
        private final StringBuilder field = new StringBuilder();
        private final StringBuilder formula = new StringBuilder();
        private boolean inField;
        private boolean inFormula;

        void at(XMLStreamReader reader, int event) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName(), reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inField) {
                        field.append(reader.getText());
                    } else if (inFormula) {
                        formula.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
                default -> {}
            }
        }

        private void start(String name, XMLStreamReader reader) {
            if (ACTIVE_ELEMENTS.contains(name)) {
                throw Objection.active();
            }
            switch (name) {
                case "instrText", "delInstrText" -> inField = true;
                case "fldChar" -> endOfField();
                case "fldSimple" -> checkField(attributes(reader).getOrDefault("instr", ""));
                case "f", "definedName" -> {
                    inFormula = true;
                    if (STARTS_BY_ITSELF.matcher(attributes(reader).getOrDefault("name", "")).matches()) {
                        throw Objection.active();
                    }
                }
                default -> {}
            }
        }

        private void end(String name) {
            switch (name) {
                case "instrText", "delInstrText" -> inField = false;
                case "f", "definedName" -> {
                    // What stands between quotation marks is text.
                    if (ACTIVE_FORMULA.matcher(TEXTS.matcher(formula).replaceAll("\"\"")).find()) {
                        throw Objection.active();
                    }
                    formula.setLength(0);
                    inFormula = false;
                }
                default -> {}
            }
        }

        void endOfField() {
            checkField(field.toString());
            field.setLength(0);
        }

        private static void checkField(String instruction) {
            if (ACTIVE_FIELD.matcher(TEXTS.matcher(instruction).replaceAll("\"\"")).find()) {
                throw Objection.active();
            }
        }
    }
}
