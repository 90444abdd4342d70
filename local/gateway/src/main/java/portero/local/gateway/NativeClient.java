package portero.local.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipFile;

/** The runtime client's native part, unpacked once: left alone, each process would overwrite one file under /tmp. */
final class NativeClient {
    static final String PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private NativeClient() {}

    static Path unpack(InvokerSettings settings) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IOException("Lambda's runtime client runs on Linux only; use the in-process mode here");
        }
        var name = "libaws-lambda-jni." + (isMusl() ? "linux_musl" : "linux") + "-" + architecture() + ".so";
        var target = settings.work().resolve("native").resolve(name);
        if (!Files.exists(target)) {
            Files.createDirectories(target.getParent());
            var unfinished = Files.createTempFile(target.getParent(), "unpacking", null);
            copy(settings, name, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    private static void copy(InvokerSettings settings, String name, Path target) throws IOException {
        for (var jar : Code.jars(settings.runtime())) {
            try (var zip = new ZipFile(jar.toFile())) {
                var entry = zip.getEntry("jni/" + name);
                if (entry != null) {
                    try (var in = zip.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                        return;
                    }
                }
            }
        }
        throw new IOException("No jar in " + settings.runtime() + " holds " + name);
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    }

    private static boolean isMusl() {
        return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    }
}
