package portero.adapters.jte;

import static portero.adapters.jte.Words.inLima;
import static portero.adapters.jte.Words.plain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import portero.adapters.jte.Wording.Action;
import portero.adapters.jte.Wording.Block;
import portero.adapters.jte.Wording.Paragraph;
import portero.adapters.jte.Wording.Row;
import portero.adapters.jte.Wording.Table;
import portero.domain.Secret;
import portero.domain.mail.Letter;

/** Spanish, with «usted». */
final class Spanish implements Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    @Override
    public Wording of(Letter letter) {
        return switch (letter) {
            case Letter.RecoveryCode code -> wording(
                    "Su código para recuperar la contraseña",
                    code.givenNames(),
                    new Paragraph(
                            code.offered()
                                    ? "Desde su institución pidieron este código para que usted recupere su contraseña de"
                                            + " Portero:"
                                    : "Alguien, esperamos que usted, pidió recuperar la contraseña de su cuenta en Portero."
                                            + " Este es el código:"),
                    Words.code(code.code()),
                    new Paragraph("Sirve una sola vez y durante diez minutos, hasta las "
                            + time(code.expiresAt())
                            + " (hora del Perú). En la página, escriba su usuario y el código, y elija una contraseña"
                            + " nueva."),
                    new Action("Elegir una contraseña nueva", code.link()),
                    new Paragraph("Si no fue usted quien lo pidió, no haga nada: sin el código nadie puede cambiar su"
                            + " contraseña. No comparta el código; nadie de Portero se lo pedirá."));
            case Letter.EmailCode code -> wording(
                    "Su código para confirmar este correo",
                    code.givenNames(),
                    new Paragraph("Esta dirección se indicó como su correo en Portero. Para confirmar que es suya, escriba"
                            + " este código en la página donde lo pidió:"),
                    Words.code(code.code()),
                    new Paragraph("Sirve una sola vez y durante diez minutos, hasta las "
                            + time(code.expiresAt())
                            + " (hora del Perú)."),
                    new Paragraph("Si no fue usted quien lo pidió, no haga nada: sin el código la dirección no se registra."
                            + " No lo comparta; nadie de Portero se lo pedirá."));
            case Letter.PasswordReset reset -> wording(
                    "Tiene una nueva contraseña temporal",
                    reset.givenNames(),
                    new Paragraph("El " + moment(reset.at()) + " le dieron una nueva contraseña temporal para Portero,"
                            + " desde " + plain(reset.institution())
                            + ". La anterior ya no sirve y sus sesiones se cerraron."),
                    new Paragraph("Quien se la dio se la entrega en persona; nunca va por correo. Ingrese con ella antes de"
                            + " que venza y elija una contraseña propia."),
                    new Paragraph("Si usted no la pidió, avise a la dirección de su institución, o responda a este correo"
                            + " para avisar a la mesa de ayuda."));
            case Letter.PasswordChanged changed -> wording(
                    "Su contraseña cambió",
                    changed.givenNames(),
                    new Paragraph("El " + moment(changed.at())
                            + " cambió la contraseña de su cuenta en Portero, y se cerraron las sesiones que estaban"
                            + " abiertas."),
                    new Paragraph("Si fue usted, no tiene que hacer nada."),
                    new Paragraph("Si no fue usted, recupere su contraseña ahora mismo: le llegará un código a este correo."
                            + " Después avise a la dirección de su institución, o responda a este correo para avisar a la"
                            + " mesa de ayuda."),
                    new Action("Recuperar mi contraseña", changed.link()));
            case Letter.EmailChanged changed -> wording(
                    "Su correo en Portero cambió",
                    changed.givenNames(),
                    new Paragraph("El " + moment(changed.at())
                            + " su cuenta en Portero pasó a usar otra dirección de correo. A esta ya no le escribiremos."),
                    new Paragraph("Si fue usted, no tiene que hacer nada."),
                    new Paragraph("Si no fue usted, alguien puede haber entrado con su contraseña. Avise ahora mismo a la"
                            + " dirección de su institución, o responda a este correo para avisar a la mesa de ayuda."));
            case Letter.PasswordsEnding ending -> wording(
                    "Contraseñas temporales por vencer",
                    ending.givenNames(),
                    people(ending).toArray(Block[]::new));
            case Letter.TicketReceived(var about, var comment) -> ticket(
                    "Recibimos su solicitud",
                    about,
                    new Paragraph("Su solicitud llegó a la mesa de ayuda. Esto es lo que usted escribió:"),
                    Words.quote(comment),
                    new Paragraph("Le responderemos por este correo y en la página. Si llama por teléfono, indique el número"
                            + " de la solicitud."),
                    new Action("Ver mi solicitud", about.link()));
            case Letter.TicketAnswered(var about, var answer) -> ticket(
                    "Respondimos a su solicitud",
                    about,
                    new Paragraph("La mesa de ayuda le respondió:"),
                    Words.quote(answer),
                    new Paragraph("Seguimos atendiendo su solicitud. Si tiene algo que agregar, escríbalo en la página."),
                    new Action("Ver mi solicitud", about.link()));
            case Letter.TicketQuestion(var about, var question) -> ticket(
                    "Una pregunta sobre su solicitud",
                    about,
                    new Paragraph("Para seguir, la mesa de ayuda necesita que usted le responda:"),
                    Words.quote(question),
                    new Paragraph("Mientras tanto su solicitud queda en espera. Si en tres días hábiles no hay respuesta, se lo"
                            + " recordaremos; cinco días hábiles después la cerraremos, y usted podrá reabrirla."),
                    new Action("Responder", about.link()));
            case Letter.TicketResolved(var about, var answer, var ratingLink) -> ticket(
                    "Resolvimos su solicitud",
                    about,
                    resolved(about, answer, ratingLink).toArray(Block[]::new));
            case Letter.TicketReopened(var about) -> ticket(
                    "Reabrimos su solicitud",
                    about,
                    new Paragraph("Su solicitud está abierta otra vez, y la mesa de ayuda la atiende de nuevo. Le"
                            + " responderemos por este correo y en la página."),
                    new Action("Ver mi solicitud", about.link()));
            case Letter.TicketMerged(var about, var into) -> ticket(
                    "Juntamos con otra su solicitud",
                    about,
                    new Paragraph("Su solicitud trata de lo mismo que la " + into + ". Para atender las dos juntas, esta se"
                            + " cerró y todo sigue en la " + into + "."),
                    new Action("Ver mi solicitud", about.link()));
            case Letter.TicketReminder(var about) -> ticket(
                    "Esperamos su respuesta a la solicitud",
                    about,
                    new Paragraph("La mesa de ayuda necesita algo de usted para seguir, y todavía lo espera. Véalo en la"
                            + " página. Si en cinco días hábiles no lo recibe, cerrará la solicitud; usted podrá reabrirla"
                            + " durante diez días."),
                    new Action("Responder", about.link()));
            case Letter.TicketClosed(var about) -> ticket(
                    "Cerramos su solicitud",
                    about,
                    new Paragraph("La cerramos porque no recibimos lo que le pedimos para seguir. Si todavía necesita ayuda,"
                            + " puede reabrirla durante diez días."),
                    new Action("Reabrir mi solicitud", about.link()));
            case Letter.ResetOffered(var about, var answer, var until) -> ticket(
                    "Respondimos a su solicitud",
                    about,
                    new Paragraph("La mesa de ayuda le respondió:"),
                    Words.quote(answer),
                    new Paragraph("Ahora usted puede dar una contraseña nueva a la persona de la que trata su solicitud. Hágalo"
                            + " cuando haya visto su documento: la contraseña aparece una sola vez, en la pantalla de usted, y"
                            + " nunca va por correo. Puede hacerlo una vez, hasta el " + deadline(until) + "."),
                    new Action("Dar la contraseña nueva", about.link()));
            case Letter.TicketsDue due -> wording(
                    "Solicitudes por responder", due.givenNames(), dueTickets(due).toArray(Block[]::new));
        };
    }

    private static List<Block> resolved(Letter.About about, Optional<String> answer, Secret ratingLink) {
        var blocks = new ArrayList<Block>();
        answer.ifPresentOrElse(
                text -> {
                    blocks.add(new Paragraph("La mesa de ayuda da por resuelta su solicitud:"));
                    blocks.add(Words.quote(text));
                },
                () -> blocks.add(new Paragraph("Usted recibió en su pantalla lo que pidió, y la mesa de ayuda da por resuelta"
                        + " su solicitud.")));
        blocks.add(new Paragraph("Si el problema sigue, puede reabrirla durante diez días."));
        blocks.add(new Action("Ver mi solicitud", about.link()));
        blocks.add(new Paragraph("¿Cómo le atendimos? Califíquenos con un toque, sin ingresar. El enlace sirve una sola vez y"
                + " durante treinta días."));
        blocks.add(new Action("Calificar la atención", ratingLink.value()));
        return blocks;
    }

    private static List<Block> dueTickets(Letter.TicketsDue due) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph("Estas solicitudes siguen abiertas, y el momento prometido es hoy o ya pasó."));
        Stream.of(dueTable("A su cargo", due.own()), dueTable("Sin nadie que las atienda", due.unassigned()))
                .filter(table -> !table.rows().isEmpty())
                .forEach(blocks::add);
        blocks.add(new Action("Ver las solicitudes", due.link()));
        return blocks;
    }

    private static Table dueTable(String caption, List<Letter.DueTicket> tickets) {
        return new Table(
                caption,
                "Solicitud",
                "Momento prometido",
                tickets.stream()
                        .map(ticket -> new Row(
                                ticket.number() + ", " + plain(ticket.topic()),
                                ticket.late() ? "Pasó el " + deadline(ticket.promisedAt()) : "Hoy a las " + time(ticket.promisedAt())))
                        .toList());
    }

    /** The number stands in the subject, so that mails of one ticket are found together. */
    private static Wording ticket(String subject, Letter.About about, Block... blocks) {
        var all = new ArrayList<Block>(List.of(blocks));
        all.add(new Paragraph("Solicitud " + about.number() + ", " + plain(about.topic())
                + ". Respuesta prometida para el " + deadline(about.promisedAt()) + "."));
        return wording(subject + " " + about.number(), about.givenNames(), all.toArray(Block[]::new));
    }

    private static List<Block> people(Letter.PasswordsEnding ending) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph("Hay personas a su cargo que todavía no eligieron su contraseña, y la temporal que"
                + " recibieron vence pronto o ya venció."));
        ending.schools().forEach(school -> blocks.add(new Table(
                plain(school.name()), "Persona", "Contraseña temporal", school.endings().stream().map(Spanish::row).toList())));
        blocks.add(new Paragraph("Si todavía no vence, recuérdeles que ingresen. Si ya venció, deles otra desde la lista de"
                + " usuarios."));
        blocks.add(new Action("Ver los usuarios", ending.link()));
        return blocks;
    }

    private static Row row(Letter.Ending ending) {
        return new Row(
                plain(ending.fullName()),
                (ending.ended() ? "Venció el " : "Vence el ") + day(ending.until()) + ", " + time(ending.until()));
    }

    private static Wording wording(String subject, String givenNames, Block... blocks) {
        return new Wording(
                "es",
                subject,
                Words.greeting("Buen día", givenNames) + ":",
                List.of(blocks),
                "Portero · El acceso del personal de las instituciones educativas. Si responde a este correo, le contesta la"
                        + " mesa de ayuda.");
    }

    private static String moment(Instant instant) {
        return weekday(inLima(instant).getDayOfWeek()) + " " + day(instant) + " de " + inLima(instant).getYear() + " a las "
                + time(instant) + " (hora del Perú)";
    }

    private static String deadline(Instant instant) {
        return weekday(inLima(instant).getDayOfWeek()) + " " + day(instant) + " a las " + time(instant);
    }

    private static String time(Instant instant) {
        return TIME.format(inLima(instant));
    }

    private static String day(Instant instant) {
        return inLima(instant).getDayOfMonth() + " de " + month(inLima(instant).getMonth());
    }

    // Written out, since a JVM may come without Spanish.
    private static String weekday(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> "lunes";
            case TUESDAY -> "martes";
            case WEDNESDAY -> "miércoles";
            case THURSDAY -> "jueves";
            case FRIDAY -> "viernes";
            case SATURDAY -> "sábado";
            case SUNDAY -> "domingo";
        };
    }

    private static String month(Month month) {
        return switch (month) {
            case JANUARY -> "enero";
            case FEBRUARY -> "febrero";
            case MARCH -> "marzo";
            case APRIL -> "abril";
            case MAY -> "mayo";
            case JUNE -> "junio";
            case JULY -> "julio";
            case AUGUST -> "agosto";
            case SEPTEMBER -> "setiembre";
            case OCTOBER -> "octubre";
            case NOVEMBER -> "noviembre";
            case DECEMBER -> "diciembre";
        };
    }
}
