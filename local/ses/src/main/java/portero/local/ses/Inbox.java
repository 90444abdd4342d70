package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import portero.local.wire.Json;

/** What was sent, for people as pages and for programs as JSON; only this machine's browser may read it. */
final class Inbox {
    private static final System.Logger LOGGER = System.getLogger(Inbox.class.getName());
    private static final Map<String, String> FILES = Map.of("inbox.css", "text/css", "inbox.js", "text/javascript");
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
            + "img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    private final Mailbox mailbox;
    private final IdentityOperations identities;
    private final Sending sending;
    private final URI endpoint;

    Inbox(Mailbox mailbox, IdentityOperations identities, Sending sending, URI endpoint) {
        this.mailbox = mailbox;
        this.identities = identities;
        this.sending = sending;
        this.endpoint = endpoint;
    }

    Answer answer(HttpExchange exchange) {
        try {
            return guarded(exchange)
                    .with("X-Content-Type-Options", "nosniff")
                    // Not "no-referrer", which would take the origin from the page's own posts.
                    .with("Referrer-Policy", "same-origin")
                    .with("Cross-Origin-Resource-Policy", "same-origin")
                    .with("Cross-Origin-Opener-Policy", "same-origin")
                    .with("Cache-Control", "no-store");
        } catch (ServiceException refusal) {
            return plain(refusal.status(), refusal.getMessage());
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "A page failed", fault);
            return plain(500, "Something went wrong.");
        }
    }

    private Answer guarded(HttpExchange exchange) {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        // A page elsewhere can have its own name lead to 127.0.0.1, but then the request says that name.
        if (hosts.size() != 1 || ownAuthorities().noneMatch(hosts.getFirst()::equals)) {
            return plain(421, "This inbox answers to " + endpoint.getAuthority() + " only.");
        }
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> get(exchange, path);
            case "POST" -> post(exchange.getRequestHeaders(), path);
            default -> plain(405, "Pages are read by GET.").with("Allow", "GET, HEAD, POST");
        };
    }

    private Answer get(HttpExchange exchange, String[] path) {
        Map<String, List<String>> query = Wire.query(exchange.getRequestURI().getRawQuery());
        Words words = Words.of(
                first(query, "lang"), Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language")));
        var pages = new InboxPages(words, endpoint);
        String to = first(query, "to").map(String::strip).orElse("");
        return switch (path[0]) {
            case "" -> moved("/inbox");
            case "inbox" -> path.length == 1
                    ? page(200, pages.list(mails(to), to, mailbox.version()))
                    : inside(path, pages, first(query, "view").orElse(""));
            case "inbox.json" -> json(mails(to));
            case "verify" -> verify(pages, first(query, "token").orElse(""));
            default -> page(404, pages.missing());
        };
    }

    private Answer inside(String[] path, InboxPages pages, String view) {
        if (path.length == 2 && path[1].equals("version")) {
            return Answer.json(200, Json.object().put("version", mailbox.version()));
        }
        if (path.length == 2 && FILES.containsKey(path[1])) {
            return file(path[1]);
        }
        Optional<Mail> mail = mail(path[1]);
        if (mail.isEmpty() || path.length > 3) {
            return page(404, pages.missing());
        }
        if (path.length == 2) {
            return page(200, pages.mail(mail.get(), view));
        }
        return switch (path[2]) {
            case "html" -> Answer.of(200, "text/html", MailHtml.inert(mail.get()))
                    .with("Content-Security-Policy", MAIL_POLICY);
            case "source" -> new Answer(200, Map.of("Content-Type", "text/plain;charset=UTF-8"), mail.get().source());
            default -> page(404, pages.missing());
        };
    }

    private Answer post(Headers headers, String[] path) {
        String origin = Objects.requireNonNullElse(headers.getFirst("Origin"), endpoint.toString());
        if (ownAuthorities().noneMatch(own -> origin.equals("http://" + own))) {
            return plain(403, "Only the inbox's own page may do this.");
        }
        if (path.length != 3 || !path[0].equals("inbox") || !path[2].equals("complaint")) {
            return plain(404, "There is nothing here.");
        }
        Optional<Mail> mail = mail(path[1]);
        mail.ifPresent(found -> sending.complain(found.id()));
        return mail.isPresent() ? moved("/inbox/" + path[1]) : plain(404, "There is no such mail.");
    }

    private Answer verify(InboxPages pages, String token) {
        Optional<String> identity = token.isEmpty() ? Optional.empty() : identities.verify(token);
        return page(identity.isPresent() ? 200 : 404, pages.verified(identity));
    }

    private Stream<String> ownAuthorities() {
        return Stream.of(endpoint.getAuthority(), "localhost:" + endpoint.getPort());
    }

    private List<Mail> mails(String to) {
        return mailbox.newestFirst().stream().filter(mail -> to.isEmpty() || mail.isTo(to)).toList();
    }

    private Optional<Mail> mail(String id) {
        return id.matches("[1-9]\\d{0,17}") ? mailbox.find(Long.parseLong(id)) : Optional.empty();
    }

    private static Answer json(List<Mail> mails) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        mails.forEach(mail -> array.add(mail.view()));
        return Answer.json(200, array);
    }

    private static Answer page(int status, String html) {
        return Answer.of(status, "text/html", html).with("Content-Security-Policy", PAGE_POLICY);
    }

    private static Answer plain(int status, String sentence) {
        return Answer.of(status, "text/plain", sentence + "\n");
    }

    private static Answer moved(String path) {
        return Answer.of(303, "text/plain", "").with("Location", path);
    }

    private static Answer file(String name) {
        try (InputStream resource = Objects.requireNonNull(Inbox.class.getResourceAsStream(name), name)) {
            return Answer.of(
                    200, FILES.getOrDefault(name, ""), new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }
}
