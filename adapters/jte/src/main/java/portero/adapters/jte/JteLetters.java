package portero.adapters.jte;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import portero.domain.mail.Language;
import portero.domain.mail.Letter;
import portero.domain.mail.Letters;
import portero.domain.mail.Mail;
import portero.domain.mail.MessageId;
import portero.domain.schools.EmailAddress;

/** Letters as text and HTML; each language's words are said once, and the templates in {@code src/main/jte} set them. */
public final class JteLetters implements Letters {
    private static final String PACKAGE = JteLetters.class.getPackageName();

    private final TemplateEngine html =
            TemplateEngine.createPrecompiled(null, ContentType.Html, JteLetters.class.getClassLoader(), PACKAGE);
    private final TemplateEngine text =
            TemplateEngine.createPrecompiled(null, ContentType.Plain, JteLetters.class.getClassLoader(), PACKAGE);
    private final Words spanish = new Spanish();
    private final Words english = new English();

    @Override
    public Mail write(Letter letter, Language language, MessageId id, EmailAddress to) {
        var wording = words(language).of(letter);
        return new Mail(
                id, to, wording.subject(), set(text, "text.jte", wording), set(html, "html.jte", wording));
    }

    private Words words(Language language) {
        return switch (language) {
            case SPANISH -> spanish;
            case ENGLISH -> english;
        };
    }

    private static String set(TemplateEngine engine, String template, Wording wording) {
        var output = new StringOutput();
        engine.render(template, wording, output);
        return output.toString();
    }
}
