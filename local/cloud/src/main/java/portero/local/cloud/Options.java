package portero.local.cloud;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands on the command line.
 *
 * @param word {@code start}, {@code env}, {@code accounts}, {@code invoke}, {@code fire}, {@code clock} or {@code help}
 * @param page the static page to serve
 * @param demo a folder of jars that fills an empty table with demo data
 * @param at what the clock is moved forward to
 * @param function for {@code env}: the logical id whose own variables are wanted too
 * @param rest what follows the word
 */
record Options(
        String word,
        Path data,
        Path template,
        Optional<Path> page,
        Optional<Path> demo,
        int port,
        boolean fresh,
        boolean isolated,
        boolean json,
        Optional<Instant> at,
        Optional<String> function,
        List<String> rest) {

    static final int DEFAULT_PORT = 8080;

    private static final String DATA = ".portero";

    static final String HELP =
            """
            ./run                          start everything on this machine; Ctrl-C stops it
              --port N                     where the page answers (8080); 0 for any free port
              --data DIR                   where the local cloud keeps what it holds (.portero beside the template)
              --fresh                      forget what is kept and start over
              --isolated                   each function in a process of its own
              --at MOMENT                  move the clock forward to this moment, such as 2027-05-03T08:00-05:00
              --template FILE              serve another SAM template of Java functions with an HTTP API
              --page DIR                   the static page to serve with another template
            ./run env [--function NAME]    variables for the AWS CLI, any SDK, and for one function
            ./run accounts [--json]        the demo logins
            ./run invoke NAME [EVENT]      run one packaged function, such as create-user, under Lambda's runtime client
            ./run fire NAME                call a function, such as send-reminders, now as its schedule would
            ./run clock [+8d | reset]      tell the time; move it forward by d, h, m, s, such as +1d12h; or the system's again
            """;

    static Options parse(Defaults defaults, String... arguments) {
        var word = "start";
        Optional<Path> data = Optional.empty();
        Optional<Path> template = Optional.empty();
        Optional<Path> page = Optional.empty();
        var port = DEFAULT_PORT;
        var fresh = false;
        var isolated = false;
        var json = false;
        Optional<Instant> at = Optional.empty();
        Optional<String> function = Optional.empty();
        var rest = new ArrayList<String>();
        for (var i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            switch (argument) {
                case "--port" -> port = port(value(arguments, ++i, argument));
                case "--data" -> data = Optional.of(Path.of(value(arguments, ++i, argument)));
                case "--template" -> template = Optional.of(Path.of(value(arguments, ++i, argument)));
                case "--page" -> page = Optional.of(Path.of(value(arguments, ++i, argument)));
                case "--at" -> at = Optional.of(moment(value(arguments, ++i, argument)));
                case "--function" -> function = Optional.of(value(arguments, ++i, argument));
                case "--fresh" -> fresh = true;
                case "--isolated" -> isolated = true;
                case "--json" -> json = true;
                case "--help", "-h" -> word = "help";
                default -> {
                    if (argument.startsWith("--")) {
                        throw new Refused("There is no " + argument + ".\n\n" + HELP);
                    }
                    rest.add(argument);
                }
            }
        }
        if (!rest.isEmpty() && word.equals("start")) {
            word = rest.removeFirst();
        }
        // Another template has neither this page nor these demo data, and must not find this one's resources.
        var own = template.isEmpty();
        var place = template.map(file -> file.toAbsolutePath().resolveSibling(DATA)).orElse(Path.of(DATA));
        return new Options(
                word,
                data.orElse(place).toAbsolutePath().normalize(),
                template.orElse(defaults.template()).toAbsolutePath().normalize(),
                page.or(() -> own ? Optional.of(defaults.page()) : Optional.empty()).map(Path::toAbsolutePath),
                own ? Optional.of(defaults.demo().toAbsolutePath()) : Optional.empty(),
                port,
                fresh,
                isolated,
                json,
                at,
                function,
                rest);
    }

    /** What is served unless another template is named. */
    record Defaults(Path template, Path page, Path demo) {}

    private static String value(String[] arguments, int index, String name) {
        if (index >= arguments.length) {
            throw new Refused("A value is missing after " + name + ".");
        }
        return arguments[index];
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notAMoment) {
            throw new Refused("A moment is a day and a time with their offset, such as 2027-05-03T08:00-05:00, not " + text + ".");
        }
    }

    private static int port(String text) {
        try {
            var port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new Refused("A port is a number from 0 to 65535, not " + text + ".");
    }
}
