package portero.local.ses;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import portero.local.ses.Mail.Fate;

/** The inbox's pages; all that comes from a mail is escaped or framed. */
final class InboxPages {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)\\]']");
    private static final int PREVIEW = 140;

    private final Words words;
    private final URI endpoint;
    private final DateTimeFormatter when;

    InboxPages(Words words, URI endpoint) {
        this.words = words;
        this.endpoint = endpoint;
        when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                .withLocale(words.locale())
                .withZone(ZoneId.systemDefault());
    }

    /** @param to the recipient that the mails were narrowed to, empty for all */
    String list(List<Mail> mails, String to, String version) {
        String rows = mails.stream().map(this::row).collect(Collectors.joining());
        String count = mails.size() == 1 ? word("one") : word("count").formatted(mails.size());
        String body = """
                <form class="filter" action="/inbox" role="search">
                  <input type="hidden" name="lang" value="%s">
                  <label for="to">%s</label>
                  <div class="field">
                    <input id="to" name="to" type="email" value="%s" autocomplete="off" spellcheck="false">
                    <button>%s</button>%s
                  </div>
                </form>
                <p id="news" class="away" role="status"></p>
                <section id="mails" data-version="%s" data-news="%s" aria-label="%s">
                %s
                </section>
                """.formatted(
                words.tag(),
                word("filter"),
                escaped(to),
                word("show"),
                to.isEmpty() ? "" : " <a href=\"" + address("/inbox", "") + "\">" + word("all") + "</a>",
                version,
                word("new"),
                word("title"),
                mails.isEmpty() ? nothing(to) : "<p class=\"count\">" + count + "</p>\n<ol class=\"mails\">" + rows + "</ol>");
        return page(word("title"), "<h1>" + word("title") + "</h1>\n<p class=\"lead\">" + word("subtitle") + "</p>", body,
                address("/inbox", to.isEmpty() ? "" : "to=" + encoded(to)), "inbox.js");
    }

    private String nothing(String to) {
        return to.isEmpty()
                ? """
                <div class="empty"><h2>%s</h2><p>%s</p><p><code>%s</code></p></div>
                """.formatted(word("empty"), word("emptyHelp"), "AWS_ENDPOINT_URL_SESV2=" + endpoint)
                : """
                <div class="empty"><h2>%s</h2><p>%s</p></div>
                """.formatted(escaped(word("none").formatted(to)), word("noneHelp"));
    }

    private String row(Mail mail) {
        return """
                <li><a class="mail" href="%s">
                  <span class="subject">%s</span>
                  %s
                  <span class="to">%s</span>
                  <time datetime="%s">%s</time>
                  <span class="preview">%s</span>
                </a></li>
                """.formatted(
                address("/inbox/" + mail.id(), ""),
                subject(mail),
                badge(mail.state()),
                escaped(mail.recipients().collect(Collectors.joining(", "))),
                mail.instant(),
                when.format(mail.instant()),
                escaped(preview(mail)));
    }

    String mail(Mail mail, String wanted) {
        String view = List.of("html", "text", "source").contains(wanted)
                ? wanted
                : mail.html() != null ? "html" : mail.text() != null ? "text" : "source";
        String body = """
                <p><a class="back" href="%s">← %s</a></p>
                <article>
                <h1>%s</h1>
                <dl class="facts">%s</dl>
                <nav class="views" aria-label="%s">%s</nav>
                %s
                %s
                </article>
                """.formatted(
                address("/inbox", ""),
                word("back"),
                subject(mail),
                facts(mail),
                word("views"),
                List.of("html", "text", "source").stream()
                        .map(each -> "<a href=\"%s\"%s>%s</a>".formatted(
                                address("/inbox/" + mail.id(), "view=" + each),
                                each.equals(view) ? " aria-current=\"page\"" : "",
                                word(each)))
                        .collect(Collectors.joining("\n")),
                content(mail, view),
                complaint(mail));
        return page(plainSubject(mail), "", body, address("/inbox/" + mail.id(), "view=" + view), "");
    }

    private String facts(Mail mail) {
        var facts = new StringBuilder();
        facts.append(fact("from", escaped(mail.from())));
        facts.append(recipients("to", mail, mail.to()));
        facts.append(recipients("cc", mail, mail.cc()));
        facts.append(recipients("bcc", mail, mail.bcc()));
        if (!mail.replyTo().isEmpty()) {
            facts.append(fact("replyTo", escaped(String.join(", ", mail.replyTo()))));
        }
        facts.append(fact("at", "<time datetime=\"%s\">%s</time>".formatted(mail.instant(), when.format(mail.instant()))));
        Optional.ofNullable(mail.configurationSet()).ifPresent(set -> facts.append(fact("set", escaped(set))));
        if (!mail.tags().isEmpty()) {
            facts.append(fact("tags", mail.tags().entrySet().stream()
                    .map(tag -> "<code>" + escaped(tag.getKey() + "=" + tag.getValue()) + "</code>")
                    .collect(Collectors.joining(" "))));
        }
        return facts.toString();
    }

    private String recipients(String kind, Mail mail, List<String> recipients) {
        Map<String, Fate> fates = mail.fates();
        return recipients.isEmpty()
                ? ""
                : fact(kind, recipients.stream()
                        .map(each -> "<span class=\"recipient\">" + escaped(each) + " "
                                + badge(fates.getOrDefault(each, mail.state())) + "</span>")
                        .collect(Collectors.joining(" ")));
    }

    private String fact(String name, String value) {
        return "<div><dt>" + word(name) + "</dt><dd>" + value + "</dd></div>\n";
    }

    private String content(Mail mail, String view) {
        return switch (view) {
            case "html" -> mail.html() == null
                    ? "<p class=\"empty\">" + word("noHtml") + "</p>"
                    : "<iframe class=\"content\" title=\"%s\" src=\"/inbox/%d/html\" sandbox=\"allow-popups "
                            .formatted(subject(mail), mail.id())
                            + "allow-popups-to-escape-sandbox\" referrerpolicy=\"no-referrer\"></iframe>";
            case "text" -> mail.text() == null
                    ? "<p class=\"empty\">" + word("noText") + "</p>"
                    : "<pre class=\"content\" tabindex=\"0\">" + linked(mail.text()) + "</pre>";
            default -> "<pre class=\"content source\" tabindex=\"0\">"
                    + escaped(new String(mail.source(), StandardCharsets.UTF_8)) + "</pre>";
        };
    }

    private String complaint(Mail mail) {
        return mail.fates().containsValue(Fate.DELIVERED) && !mail.from().equals(VerificationMails.SENDER)
                ? """
                <form class="complain" method="post" action="/inbox/%d/complaint">
                  <button aria-describedby="complain-help">%s</button>
                  <p id="complain-help">%s</p>
                </form>
                """.formatted(mail.id(), word("complain"), word("complainHelp"))
                : "";
    }

    String verified(Optional<String> identity) {
        return notice(
                identity.map(name -> word("verified").formatted(name)).orElse(word("notVerified")),
                identity.isPresent() ? word("verifiedHelp") : word("notVerifiedHelp"));
    }

    String missing() {
        return notice(word("missing"), word("missingHelp"));
    }

    private String notice(String title, String help) {
        return page(title, "", """
                <div class="empty"><h1>%s</h1><p>%s</p><p><a href="%s">%s</a></p></div>
                """.formatted(escaped(title), help, address("/inbox", ""), word("back")), address("/inbox", ""), "");
    }

    private String page(String title, String heading, String body, String here, String script) {
        String other = here.replaceFirst("lang=[a-z]+", "lang=" + words.other().tag());
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="/inbox/inbox.css">
                <link rel="icon" href="data:,">
                %s
                </head>
                <body>
                <header><div>%s</div><a class="language" href="%s" lang="%s" hreflang="%s">%s</a></header>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(
                words.tag(),
                escaped(title),
                script.isEmpty()
                        ? ""
                        : "<script src=\"/inbox/" + script + "\" defer></script>\n"
                                + "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>",
                heading,
                other,
                words.other().tag(),
                words.other().tag(),
                word("language"),
                body);
    }

    private String badge(Fate fate) {
        return "<span class=\"state " + fate.word() + "\">" + word(fate.word()) + "</span>";
    }

    private String subject(Mail mail) {
        return escaped(plainSubject(mail));
    }

    private String plainSubject(Mail mail) {
        return mail.subject().isBlank() ? word("noSubject") : mail.subject();
    }

    private static String preview(Mail mail) {
        String text = Optional.ofNullable(mail.text())
                .or(() -> Optional.ofNullable(mail.html()).map(html -> Jsoup.parse(html).text()))
                .orElse("")
                .strip()
                .replaceAll("\\s+", " ");
        return text.length() > PREVIEW ? text.substring(0, PREVIEW) + "…" : text;
    }

    private static String linked(String text) {
        var html = new StringBuilder();
        var links = LINK.matcher(text);
        int from = 0;
        while (links.find()) {
            html.append(escaped(text.substring(from, links.start())));
            html.append("<a href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\">%s</a>"
                    .formatted(escaped(links.group()), escaped(links.group())));
            from = links.end();
        }
        return html.append(escaped(text.substring(from))).toString();
    }

    private String address(String path, String query) {
        return path + "?lang=" + words.tag() + (query.isEmpty() ? "" : "&amp;" + query);
    }

    private String word(String name) {
        return words.text(name);
    }

    private static String escaped(String text) {
        return Entities.escape(text).replace("'", "&#39;");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
