package portero.local.ses;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The inbox's texts in the reader's language. */
enum Words {
    ES(Locale.of("es", "PE"), Map.ofEntries(
            Map.entry("title", "Correos enviados"),
            Map.entry("subtitle", "Correos que tomó el SES local. Ninguno salió de esta máquina."),
            Map.entry("filter", "Destinatario"),
            Map.entry("show", "Filtrar"),
            Map.entry("all", "Ver todos"),
            Map.entry("count", "%s correos"),
            Map.entry("one", "1 correo"),
            Map.entry("empty", "Todavía no hay correos"),
            Map.entry("emptyHelp", "Haga que un programa envíe uno con la API de SES, versión 2, "
                    + "en esta dirección. Aparecerá aquí sin recargar la página."),
            Map.entry("none", "No hay correos para %s"),
            Map.entry("noneHelp", "La dirección debe estar completa, como en persona@ejemplo.pe."),
            Map.entry("from", "De"),
            Map.entry("to", "Para"),
            Map.entry("cc", "Copia"),
            Map.entry("bcc", "Copia oculta"),
            Map.entry("replyTo", "Responder a"),
            Map.entry("at", "Enviado"),
            Map.entry("tags", "Etiquetas"),
            Map.entry("set", "Conjunto de configuración"),
            Map.entry("noSubject", "(sin asunto)"),
            Map.entry("back", "Todos los correos"),
            Map.entry("views", "Vistas del correo"),
            Map.entry("html", "Como se ve"),
            Map.entry("text", "Texto"),
            Map.entry("source", "Fuente"),
            Map.entry("noHtml", "Este correo no tiene parte HTML."),
            Map.entry("noText", "Este correo no tiene parte de texto."),
            Map.entry("complain", "Marcar como no deseado"),
            Map.entry("complainHelp", "Hace lo que haría la queja de quien lo recibió: SES la notifica y puede suprimir "
                    + "la dirección."),
            Map.entry("new", "Llegaron correos."),
            Map.entry("verified", "%s quedó verificado"),
            Map.entry("verifiedHelp", "Ya se puede enviar en su nombre."),
            Map.entry("notVerified", "Este enlace no sirve"),
            Map.entry("notVerifiedHelp", "Ya se usó, o pasaron 24 horas desde que se envió."),
            Map.entry("missing", "Aquí no hay nada"),
            Map.entry("missingHelp", "El correo no existe o ya se descartó: se guardan los 1000 más recientes."),
            Map.entry("language", "English"),
            Map.entry("delivered", "Entregado"),
            Map.entry("bounced", "Rebotado"),
            Map.entry("suppressed", "Suprimido"),
            Map.entry("complained", "Con queja"),
            Map.entry("rejected", "Rechazado"))),
    EN(Locale.UK, Map.ofEntries(
            Map.entry("title", "Sent mail"),
            Map.entry("subtitle", "Mail that the local SES took. None of it left this machine."),
            Map.entry("filter", "Recipient"),
            Map.entry("show", "Filter"),
            Map.entry("all", "Show all"),
            Map.entry("count", "%s mails"),
            Map.entry("one", "1 mail"),
            Map.entry("empty", "No mail yet"),
            Map.entry("emptyHelp", "Have a program send one by version 2 of the SES API at this address. "
                    + "It will appear here without reloading."),
            Map.entry("none", "No mail to %s"),
            Map.entry("noneHelp", "The address must be complete, as in person@example.com."),
            Map.entry("from", "From"),
            Map.entry("to", "To"),
            Map.entry("cc", "Copy"),
            Map.entry("bcc", "Blind copy"),
            Map.entry("replyTo", "Reply to"),
            Map.entry("at", "Sent"),
            Map.entry("tags", "Tags"),
            Map.entry("set", "Configuration set"),
            Map.entry("noSubject", "(no subject)"),
            Map.entry("back", "All mail"),
            Map.entry("views", "Views of the mail"),
            Map.entry("html", "As it looks"),
            Map.entry("text", "Text"),
            Map.entry("source", "Source"),
            Map.entry("noHtml", "This mail has no HTML part."),
            Map.entry("noText", "This mail has no text part."),
            Map.entry("complain", "Report as unwanted"),
            Map.entry("complainHelp", "Does what a recipient's complaint would: SES reports it and may suppress "
                    + "the address."),
            Map.entry("new", "New mail has come."),
            Map.entry("verified", "%s is verified"),
            Map.entry("verifiedHelp", "Mail may be sent in its name now."),
            Map.entry("notVerified", "This link does not work"),
            Map.entry("notVerifiedHelp", "It was used before, or was sent more than 24 hours ago."),
            Map.entry("missing", "There is nothing here"),
            Map.entry("missingHelp", "The mail does not exist or was dropped: the newest 1,000 are kept."),
            Map.entry("language", "Español"),
            Map.entry("delivered", "Delivered"),
            Map.entry("bounced", "Bounced"),
            Map.entry("suppressed", "Suppressed"),
            Map.entry("complained", "Complained"),
            Map.entry("rejected", "Rejected")));

    private final Locale locale;
    private final Map<String, String> texts;

    Words(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** What was chosen, else what the browser prefers among the two, else Spanish. */
    static Words of(Optional<String> chosen, Optional<String> acceptLanguage) {
        Optional<String> preferred = chosen.or(() -> acceptLanguage.map(header -> {
            try {
                return Optional.ofNullable(Locale.lookupTag(
                                Locale.LanguageRange.parse(header), java.util.List.of("es", "en")))
                        .orElse("es");
            } catch (IllegalArgumentException damaged) {
                return "es";
            }
        }));
        return preferred.filter("en"::equals).isPresent() ? EN : ES;
    }

    String text(String name) {
        return java.util.Objects.requireNonNull(texts.get(name), name);
    }

    Locale locale() {
        return locale;
    }

    String tag() {
        return locale.getLanguage();
    }

    Words other() {
        return this == ES ? EN : ES;
    }
}
