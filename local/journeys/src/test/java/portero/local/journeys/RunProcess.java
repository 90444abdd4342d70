package portero.local.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ./run} starts once everything is built, as a process of its own. */
final class RunProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Running at\\s+(\\S+)");
    private static final int SECONDS_TO_END = 60;

    private final Process process;
    private final List<String> said = new ArrayList<>();

    private RunProcess(Process process) {
        this.process = process;
    }

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static RunProcess launch(String... arguments) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                TestCloud.HOME.resolve("local/cloud/target/lib") + "/*",
                "portero.local.cloud.Main"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(TestCloud.HOME.toFile())
                    .redirectErrorStream(true)
                    .start();
            // Reading what it says has no time limit of its own.
            process.onExit().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
                process.destroyForcibly();
                return process;
            });
            return new RunProcess(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts, and returns when it says that all is ready. */
    static RunProcess started(String... arguments) {
        var run = launch(arguments);
        run.readUntil("Ready in");
        if (run.said.stream().noneMatch(line -> line.contains("Ready in"))) {
            throw new IllegalStateException("It did not start: " + run.said);
        }
        return run;
    }

    /** Runs to its end; all that it said. */
    static String output(String... arguments) {
        return ended(arguments).said();
    }

    /** What it said, on the screen or as an error, and its exit code. */
    record Ended(int status, String said) {}

    static Ended ended(String... arguments) {
        try (var run = launch(arguments)) {
            run.readUntil("\u0000");
            return new Ended(run.process.onExit().join().exitValue(), run.said());
        }
    }

    private void readUntil(String text) {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (line.contains(text)) {
                    return;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI url() {
        return said.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(found -> URI.create(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    String said() {
        return String.join("\n", said);
    }

    /** Ends it as a pulled plug does: without a warning. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not stop within " + SECONDS_TO_END + " s");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
