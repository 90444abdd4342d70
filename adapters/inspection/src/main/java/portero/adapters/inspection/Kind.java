package portero.adapters.inspection;

import java.io.IOException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;

/** What the first bytes of a file say that it is, as Tika reads them; its name has no say. */
enum Kind {
    PDF,
    JPG,
    PNG,
    BMP,
    /** Word and Excel until 2003, and much else. */
    OLE2,
    /** Word and Excel since 2007, and much else. */
    ZIP,
    OTHER;

    private static final byte[] PDF_START = {'%', 'P', 'D', 'F', '-'};

    static Kind of(byte[] content) throws IOException {
        try (var stream = TikaInputStream.get(content)) {
            var type = MimeTypes.getDefaultMimeTypes().detect(stream, new Metadata(), new ParseContext());
            return switch (type.getBaseType().toString()) {
                // Readers search for the start of a PDF, so that something else may stand before it.
                case "application/pdf" -> Bytes.startsWith(content, 0, PDF_START) ? PDF : OTHER;
                case "image/jpeg" -> JPG;
                case "image/png", "image/apng", "image/vnd.mozilla.apng" -> PNG;
                case "image/bmp" -> BMP;
                case "application/x-tika-msoffice" -> OLE2;
                case "application/zip", "application/x-tika-ooxml" -> ZIP;
                default -> OTHER;
            };
        }
    }
}
