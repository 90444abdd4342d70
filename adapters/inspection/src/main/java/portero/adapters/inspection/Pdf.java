package portero.adapters.inspection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import portero.domain.files.Rejection;

/** Looks at every object of a PDF, used or not, for what ISO 32000-2 lets it do. */
final class Pdf {
    private static final long MOST_UNPACKED = 512L << 20;
    private static final long MOST_OF_ONE = 128L << 20;
    private static final int DEEPEST = 200;
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "%%EOF".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> ACTIONS = Set.of(
            "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "RichMediaExecute", "Movie", "Sound");
    /** What opening a document may do by itself: show a place in it. */
    private static final Set<String> HARMLESS_BY_ITSELF = Set.of("GoTo", "Named");
    private static final Set<String> ANNOTATIONS =
            Set.of("RichMedia", "Screen", "Movie", "Sound", "3D", "FileAttachment");
    private static final List<String> SCHEMES = List.of("http:", "https:", "mailto:", "tel:");
    /** Filters that unpack data; those for pictures are left to whoever shows them. */
    private static final Set<String> UNPACKING = Set.of(
            "FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx");
    private static final Set<String> SPELLING = Set.of("ASCII85Decode", "A85", "ASCIIHexDecode", "AHx");

    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Bytes.Budget unpacked = new Bytes.Budget(MOST_UNPACKED);

    private Pdf() {}

    static void inspect(byte[] content) throws IOException {
        checkPacked(content);
        checkEnd(content);
        try (var document = Loader.loadPDF(content)) {
            new Pdf().look(document);
        } catch (InvalidPasswordException locked) {
            throw new Objection(Rejection.ENCRYPTED);
        }
    }

    /** Before the library unpacks what it needs into memory: whatever looks packed is unpacked here, and thrown away. */
    private static void checkPacked(byte[] content) {
        var budget = new Bytes.Budget(MOST_UNPACKED);
        for (var at = Bytes.find(content, 0, STREAM); at >= 0; at = Bytes.find(content, at + 1, STREAM)) {
            var start = at + STREAM.length;
            while (start < content.length && (content[start] == '\r' || content[start] == '\n')) {
                start++;
            }
            if (Bytes.startsWith(content, start, (byte) 0x78) || Bytes.startsWith(content, start, (byte) 0x58)) {
                unpack(content, start, budget);
            }
        }
    }

    private static void unpack(byte[] content, int start, Bytes.Budget budget) {
        var inflater = new Inflater();
        try {
            inflater.setInput(content, start, content.length - start);
            var buffer = new byte[1 << 16];
            var own = new Bytes.Budget(MOST_OF_ONE);
            for (var count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                budget.spend(count);
                own.spend(count);
            }
        } catch (DataFormatException notPacked) {
            // Then nothing comes of it either when somebody reads it.
            return;
        } finally {
            inflater.end();
        }
    }

    private static void checkEnd(byte[] content) {
        var last = -1;
        for (var at = Bytes.find(content, 0, END); at >= 0; at = Bytes.find(content, at + 1, END)) {
            last = at;
        }
        if (last < 0) {
            throw Objection.unreadable();
        }
        Stowaways.checkAfter(content, last + END.length);
    }

    private void look(PDDocument document) throws IOException {
        var pages = document.getNumberOfPages();
        if (pages == 0) {
            throw Objection.unreadable();
        }
        for (var page : document.getPages()) {
            if (page.getCOSObject().size() == 0) {
                throw Objection.unreadable();
            }
        }
        look(document.getDocument().getTrailer(), 0);
        for (var key : List.copyOf(document.getDocument().getXrefTable().keySet())) {
            look(document.getDocument().getObjectFromPool(key), 0);
        }
    }

    private void look(COSBase found, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw Objection.unreadable();
        }
        var base = found instanceof COSObject reference ? reference.getObject() : found;
        if (base == null || !(base instanceof COSDictionary || base instanceof COSArray) || !seen.add(base)) {
            return;
        }
        if (base instanceof COSArray array) {
            for (var item : array) {
                lookIfDirect(item, depth);
            }
        } else if (base instanceof COSDictionary dictionary) {
            check(dictionary);
            if (dictionary instanceof COSStream stream) {
                checkStream(stream);
            }
            for (var value : dictionary.getValues()) {
                lookIfDirect(value, depth);
            }
        }
    }

    /** References are followed from the table of all objects, lest a long chain of them go deep. */
    private void lookIfDirect(COSBase value, int depth) throws IOException {
        if (!(value instanceof COSObject)) {
            look(value, depth + 1);
        }
    }

    private static void check(COSDictionary dictionary) {
        var isStructure = "StructElem".equals(dictionary.getNameAsString(COSName.TYPE));
        var isActive = (!isStructure && ACTIONS.contains(name(dictionary, "S")))
                || dictionary.containsKey("JS")
                || dictionary.containsKey("JavaScript")
                || dictionary.containsKey("XFA")
                || dictionary.containsKey("EmbeddedFiles")
                || dictionary.containsKey("EF")
                || "EmbeddedFile".equals(name(dictionary, "Type"))
                || ANNOTATIONS.contains(name(dictionary, "Subtype"))
                || actsByItself(dictionary.getDictionaryObject("OpenAction"));
        if (isActive) {
            throw Objection.active();
        }
        if (dictionary.getDictionaryObject("AA") instanceof COSDictionary additional) {
            for (var trigger : additional.keySet()) {
                if (actsByItself(additional.getDictionaryObject(trigger))) {
                    throw Objection.active();
                }
            }
        }
        if (dictionary.getDictionaryObject("URI") instanceof COSString uri) {
            var text = uri.getString().strip().toLowerCase(Locale.ROOT);
            if (text.contains(":") && SCHEMES.stream().noneMatch(text::startsWith)) {
                throw Objection.active();
            }
        }
    }

    private static boolean actsByItself(COSBase action) {
        return action instanceof COSDictionary dictionary
                && dictionary.containsKey("S")
                && !HARMLESS_BY_ITSELF.contains(name(dictionary, "S"));
    }

    private static String name(COSDictionary dictionary, String key) {
        return dictionary.getDictionaryObject(key) instanceof COSName name ? name.getName() : "";
    }

    private void checkStream(COSStream stream) throws IOException {
        // Its data would be fetched from elsewhere.
        if (stream.containsKey("FFilter")
                || stream.getDictionaryObject("F") instanceof COSString
                || stream.getDictionaryObject("F") instanceof COSDictionary) {
            throw Objection.active();
        }
        var filters = filters(stream);
        if (filters.stream().filter(name -> UNPACKING.contains(name) && !SPELLING.contains(name)).count() > 1) {
            // Packed twice: nobody does so but to hide how much there is.
            throw Objection.tooLarge();
        }
        try (var raw = stream.createRawInputStream()) {
            unpack(raw, stream, filters);
        }
    }

    private void unpack(InputStream raw, COSStream stream, List<String> filters) throws IOException {
        var data = raw;
        for (var i = 0; i < filters.size() && UNPACKING.contains(filters.get(i)); i++) {
            var isLast = i == filters.size() - 1 || !UNPACKING.contains(filters.get(i + 1));
            var into = new ByteArrayOutputStream();
            var own = new Bytes.Budget(MOST_OF_ONE);
            var target = unpacked.limit(own.limit(isLast ? OutputStream.nullOutputStream() : into));
            FilterFactory.INSTANCE.getFilter(filters.get(i)).decode(data, target, stream, i);
            data = new ByteArrayInputStream(into.toByteArray());
        }
    }

    private static List<String> filters(COSStream stream) {
        return switch (stream.getFilters()) {
            case COSName one -> List.of(one.getName());
            case COSArray several -> several.toList().stream()
                    .map(filter -> filter instanceof COSObject reference ? reference.getObject() : filter)
                    .filter(COSName.class::isInstance)
                    .map(filter -> ((COSName) filter).getName())
                    .toList();
            case null, default -> List.of();
        };
    }
}
