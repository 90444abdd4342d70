package portero.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** A MIME message, made from simple content or given as it is. */
final class Message {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Set<String> ONLY_ONCE =
            Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version",
                    "content-type", "content-transfer-encoding");
    /** The file that virus scanners take for a virus, by which the service's scan is tested. */
    private static final String TEST_VIRUS = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";
    private static final int DEEPEST = 20;

    /** Keeps the id that the service gives, where the library would make up its own. */
    private static final class Identified extends MimeMessage {
        Identified(Session session) {
            super(session);
        }

        Identified(Session session, ByteArrayInputStream source) throws MessagingException {
            super(session, source);
        }

        @Override
        protected void updateMessageID() {}
    }

    private final MimeMessage mime;

    private Message(MimeMessage mime) {
        this.mime = mime;
    }

    /**
     * @param content the Simple member of a request, checked
     * @param bcc gets the mail, but no header tells of it
     */
    static Message simple(
            InternetAddress from, List<InternetAddress> to, List<InternetAddress> cc, List<InternetAddress> replyTo,
            JsonNode content) {
        try {
            var mime = new Identified(SESSION);
            mime.setFrom(from);
            mime.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
            mime.setRecipients(RecipientType.CC, cc.toArray(InternetAddress[]::new));
            if (!replyTo.isEmpty()) {
                mime.setReplyTo(replyTo.toArray(InternetAddress[]::new));
            }
            mime.setSubject(content.path("Subject").path("Data").asText(), "UTF-8");
            for (JsonNode header : content.path("Headers")) {
                mime.addHeader(header.path("Name").asText(), header.path("Value").asText());
            }
            JsonNode text = content.path("Body").path("Text").path("Data");
            JsonNode html = content.path("Body").path("Html").path("Data");
            if (html.isMissingNode()) {
                mime.setText(text.asText(), "UTF-8");
            } else if (text.isMissingNode()) {
                mime.setText(html.asText(), "UTF-8", "html");
            } else {
                mime.setContent(alternatives(text.asText(), html.asText()));
            }
            return new Message(mime);
        } catch (MessagingException refused) {
            throw ServiceException.badRequest(refused.getMessage());
        }
    }

    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        return new MimeMultipart("alternative", plain, rich);
    }

    /** @throws ServiceException BadRequestException if it is no message or lacks its sender */
    static Message raw(byte[] source) {
        try {
            var mime = new Identified(SESSION, new ByteArrayInputStream(source));
            var seen = new ArrayList<String>();
            for (Header header : Collections.list(mime.getAllHeaders())) {
                seen.add(header.getName().toLowerCase(java.util.Locale.ROOT));
            }
            ONLY_ONCE.stream()
                    .filter(name -> Collections.frequency(seen, name) > 1)
                    .sorted()
                    .findFirst()
                    .ifPresent(name -> {
                        throw ServiceException.badRequest("Duplicate header '" + name + "'.");
                    });
            if (!seen.contains("from")) {
                throw ServiceException.badRequest("Missing required header 'From'.");
            }
            var message = new Message(mime);
            message.readable();
            return message;
        } catch (MessagingException damaged) {
            throw ServiceException.badRequest(damaged.getMessage());
        }
    }

    /** Walks all parts, as a multipart without its boundaries is found out only then. */
    private void readable() {
        content("text/plain");
    }

    /** The header's values as they stand, unfolded; empty without it. */
    Optional<String> header(String name) {
        try {
            return Optional.ofNullable(mime.getHeader(name, ","));
        } catch (MessagingException damaged) {
            throw ServiceException.badRequest(damaged.getMessage());
        }
    }

    /** The addresses of a header, each with its display name. */
    List<InternetAddress> addresses(String header) {
        try {
            return header(header).isEmpty()
                    ? List.of()
                    : List.of(InternetAddress.parseHeader(header(header).orElseThrow(), true));
        } catch (jakarta.mail.internet.AddressException damaged) {
            throw ServiceException.badRequest(damaged.getMessage());
        }
    }

    Message without(String header) {
        try {
            mime.removeHeader(header);
            return this;
        } catch (MessagingException refused) {
            throw ServiceException.badRequest(refused.getMessage());
        }
    }

    Message with(String header, String value) {
        try {
            mime.setHeader(header, value);
            return this;
        } catch (MessagingException refused) {
            throw ServiceException.badRequest(refused.getMessage());
        }
    }

    /** With the id and date that the service gives it, whatever it said before. */
    byte[] stamped(String messageId, Instant at, String region) {
        try {
            mime.setSentDate(Date.from(at));
            mime.setHeader("Message-ID", "<" + messageId + "@"
                    + (region.equals("us-east-1") ? "email" : region) + ".amazonses.com>");
            if (mime.getHeader("MIME-Version") == null || mime.getSize() < 0) {
                mime.saveChanges();
            }
            var out = new ByteArrayOutputStream();
            mime.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException refused) {
            throw ServiceException.badRequest(refused.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String subject() {
        try {
            return Optional.ofNullable(mime.getSubject()).orElse("");
        } catch (MessagingException damaged) {
            return "";
        }
    }

    /** Names and values, in their order. */
    List<Map.Entry<String, String>> headers() {
        try {
            return Collections.list(mime.getAllHeaders()).stream()
                    .map(header -> Map.entry(header.getName(), header.getValue()))
                    .toList();
        } catch (MessagingException damaged) {
            throw ServiceException.badRequest(damaged.getMessage());
        }
    }

    Optional<String> text() {
        return content("text/plain");
    }

    Optional<String> html() {
        return content("text/html");
    }

    /** The first part of the type that is no attachment. */
    private Optional<String> content(String type) {
        try {
            return content(mime, type, 0);
        } catch (MessagingException | IOException damaged) {
            throw ServiceException.badRequest(
                    Optional.ofNullable(damaged.getMessage()).orElse("The message can not be read"));
        }
    }

    private static Optional<String> content(Part part, String type, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            throw ServiceException.badRequest("Nested parts exceed " + DEEPEST + " levels");
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                Optional<String> found = content(parts.getBodyPart(index), type, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                ? Optional.of(new String(part.getInputStream().readAllBytes(), charset(part)))
                : Optional.empty();
    }

    /** Images that the HTML shows by {@code cid:}, as data addresses by their content id. */
    Map<String, String> images() {
        var images = new LinkedHashMap<String, String>();
        try {
            images(mime, images, 0);
        } catch (MessagingException | IOException damaged) {
            images.clear();
        }
        return images;
    }

    private static void images(Part part, Map<String, String> images, int depth)
            throws MessagingException, IOException {
        if (depth <= DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                BodyPart child = parts.getBodyPart(index);
                images(child, images, depth + 1);
            }
        } else if (part.isMimeType("image/*") && part instanceof MimeBodyPart image && image.getContentID() != null) {
            String id = image.getContentID().replaceAll("[<>]", "");
            images.put(id, "data:" + new ContentType(part.getContentType()).getBaseType() + ";base64,"
                    + java.util.Base64.getEncoder().encodeToString(part.getInputStream().readAllBytes()));
        }
    }

    boolean carriesTestVirus() {
        try {
            return carriesTestVirus(mime, 0);
        } catch (MessagingException | IOException damaged) {
            return false;
        }
    }

    private static boolean carriesTestVirus(Part part, int depth) throws MessagingException, IOException {
        if (depth <= DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                if (carriesTestVirus(parts.getBodyPart(index), depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).contains(TEST_VIRUS);
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (ParseException | IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Display names decoded, for people to read. */
    static String readable(InternetAddress address) {
        return address.getPersonal() == null
                ? address.getAddress()
                : address.getPersonal() + " <" + address.getAddress() + ">";
    }

    static List<String> plain(InternetAddress... addresses) {
        return Arrays.stream(addresses).map(InternetAddress::getAddress).toList();
    }
}
