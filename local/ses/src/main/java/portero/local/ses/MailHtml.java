package portero.local.ses;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A mail's HTML as the inbox shows it: nothing in it runs, loads or leads away except in a new tab. */
final class MailHtml {
    private static final String ACTIVE =
            "script, base, link, iframe, frame, frameset, object, embed, applet, portal, meta[http-equiv]";
    private static final Set<String> FOLLOWED = Set.of("http", "https", "mailto", "tel");

    private MailHtml() {}

    /** The sandbox and the policy of the page would hold it back as well; this keeps links usable inside them. */
    static String inert(Mail mail) {
        Document document = Jsoup.parse(Optional.ofNullable(mail.html()).orElse(""));
        document.select(ACTIVE).remove();
        Map<String, String> images = Message.raw(mail.source()).images();
        for (Element element : document.getAllElements()) {
            element.attributes().asList().stream()
                    .map(Attribute::getKey)
                    .filter(name -> name.regionMatches(true, 0, "on", 0, 2))
                    .toList()
                    .forEach(element::removeAttr);
            String source = element.attr("src");
            if (source.startsWith("cid:")) {
                element.attr("src", images.getOrDefault(source.substring("cid:".length()), ""));
            }
            if (element.hasAttr("href")) {
                link(element);
            }
        }
        document.head().prependElement("meta").attr("charset", "UTF-8");
        return document.outerHtml();
    }

    private static void link(Element element) {
        String target = element.attr("href").strip();
        int colon = target.indexOf(':');
        if (colon > 0 && FOLLOWED.contains(target.substring(0, colon).toLowerCase(java.util.Locale.ROOT))) {
            element.attr("target", "_blank").attr("rel", "noopener noreferrer");
        } else {
            element.removeAttr("href");
        }
    }
}
