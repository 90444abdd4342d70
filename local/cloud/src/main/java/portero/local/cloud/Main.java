package portero.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import portero.local.template.TemplateException;

/** The words of {@code ./run}. */
public final class Main {
    private static final int LONGEST_COLUMN = 44;

    private final Home home;
    private final PrintStream out;

    private Main(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    public static void main(String... arguments) throws Exception {
        System.exit(new Main(new Home(Path.of("").toAbsolutePath()), System.out).run(arguments));
    }

    private int run(String... arguments) throws Exception {
        try {
            var options = Options.parse(home.defaults(), arguments);
            return switch (options.word()) {
                case "start" -> start(options);
                case "env" -> env(options);
                case "accounts" -> accounts(options);
                case "invoke" -> new Invoke(home, out).run(options);
                case "fire" -> new Fire(out).run(options);
                case "clock" -> new TellTime(out).run(options);
                case "help" -> {
                    out.print(Options.HELP);
                    yield 0;
                }
                default -> throw new Refused("There is no ./run " + options.word() + ".\n\n" + Options.HELP);
            };
        } catch (Refused | TemplateException refused) {
            System.err.println(refused.getMessage());
            return 1;
        }
    }

    private int start(Options options) throws Exception {
        var cloud = Cloud.start(home, options);
        // What functions in this JVM write belongs with the rest of the log, not between the logins on the screen.
        System.setOut(cloud.logStream());
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cloud.close();
            stopped.countDown();
        }));
        announce(cloud, options);
        stopped.await();
        return 0;
    }

    private void announce(Cloud cloud, Options options) throws IOException {
        out.printf("%n  Running at  %s%n", cloud.url());
        out.printf("  Inbox (mail) at  %s%n%n", cloud.inbox());
        var standIns = cloud.deployed().report().standIns();
        if (!standIns.isEmpty()) {
            out.println("  Of the template, not created here:");
            standIns.forEach(standIn -> out.printf("    %s: %s%n", standIn.type(), standIn.instead()));
            out.println();
        }
        var accounts = cloud.accounts();
        if (accounts.isPresent() && options.demo().isPresent()) {
            out.println("  To sign in, with invented people (again: ./run accounts):");
            out.println();
            table(accounts.get());
            out.println();
        }
        if (!cloud.clockOffset().isZero()) {
            out.printf(
                    "  The clock is %s ahead of the system's time (./run clock reset).%n%n",
                    TellTime.words(cloud.clockOffset()));
        }
        var up = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        out.printf(
                "  Ready in %.1f s. What happens is written to %s. Ctrl-C stops everything.%n",
                up / 1000.0, shown(options.data().resolve("log.jsonl")));
        out.flush();
    }

    private Path shown(Path path) {
        return path.startsWith(home.folder()) ? home.folder().relativize(path) : path;
    }

    private int env(Options options) {
        var running = Running.find(new DataFolder(options.data()));
        var variables = new LinkedHashMap<>(running.environment());
        if (options.function().isPresent()) {
            var name = options.function().get();
            variables.putAll(running.function(name)
                    .orElseThrow(() -> new Refused("The template has no function " + name + "."))
                    .environment());
        }
        variables.put("PORTERO_URL", running.url());
        variables.put("PORTERO_INBOX_URL", running.inbox());
        Optional.ofNullable(running.outputs().get("UserPoolId")).ifPresent(pool -> {
            variables.put("PORTERO_USER_POOL_ID", pool);
            variables.put(
                    "PORTERO_JWKS_URL",
                    URI.create(running.environment().get("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"))
                            .resolve("/" + pool + "/.well-known/jwks.json")
                            .toString());
        });
        Optional.ofNullable(running.outputs().get("ClientId")).ifPresent(client -> variables.put("PORTERO_CLIENT_ID", client));
        Optional.ofNullable(running.outputs().get("Bucket")).ifPresent(bucket -> variables.put("PORTERO_BUCKET", bucket));
        variables.forEach((name, value) -> out.printf("export %s='%s'%n", name, value.replace("'", "'\\''")));
        return 0;
    }

    private int accounts(Options options) throws IOException {
        var accounts = Cloud.accounts(new DataFolder(options.data()))
                .orElseThrow(() -> new Refused("There are no demo logins in " + options.data() + "; ./run makes them."));
        if (options.json()) {
            out.println(accounts);
        } else {
            table(accounts);
        }
        return 0;
    }

    private void table(String accounts) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Tipo", "Persona", "Usuario", "Contraseña", "Dónde"));
        for (JsonNode account : new JsonMapper().readTree(accounts)) {
            rows.add(List.of(
                    account.path("kind").asText(),
                    account.path("name").asText(),
                    account.path("login").asText(),
                    account.path("password").asText() + (account.path("temporary").asBoolean() ? " (temporal)" : ""),
                    account.path("institution").asText()));
        }
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.min(LONGEST_COLUMN, Math.max(widths[i], row.get(i).length()));
            }
        }
        for (var row : rows) {
            var line = new StringBuilder("   ");
            for (var i = 0; i < widths.length; i++) {
                line.append(' ').append(row.get(i)).append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 1));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
