package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void serve() throws IOException {
        var page = Files.createDirectories(folder.resolve("page"));
        Files.createDirectories(page.resolve("assets"));
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Page</title>");
        Files.writeString(page.resolve("assets/app-1a2b.js"), "script();");
        Files.write(page.resolve("assets/app-1a2b.js.br"), new byte[] {1, 2, 3});
        Files.write(page.resolve("assets/app-1a2b.js.gz"), new byte[] {31, (byte) 139});
        for (var name : new String[] {"a.css", "a.svg", "a.json", "a.wav", "a.woff2", "a.wasm", "a.webmanifest",
                "a.ico", "a.png", "a.unknown"}) {
            Files.writeString(page.resolve(name), name);
        }
        Files.writeString(
                page.resolve("_headers.json"),
                "{\"Content-Security-Policy\": \"default-src 'self' {bucket}; img-src {nobody}data:\"}");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(page.resolve("link.txt"), folder.resolve("secret.txt"));
        var application = new EchoApplication(folder)
                .function("EchoFunction", "EchoFunction")
                .route("GET", "/api/me", "EchoFunction")
                .build();
        served = new Served(application, folder, false, settings -> settings
                .withPage(page)
                .withPageValues(Map.of("bucket", "http://127.0.0.1:9231/files/")));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/schools/1234567/users"})
    void everyPathOfThePageIsItsIndex(String path) throws Exception {
        var answer = served.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>Page</title>");
        assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(answer.headers().firstValue("content-security-policy"))
                .hasValue("default-src 'self' http://127.0.0.1:9231/files/; img-src data:");
    }

    @Test
    void theApiIsNeverThePage() throws Exception {
        var unknown = served.get("/api/unknown");
        var wrongMethod = served.send(served.request("/api/me").POST(BodyPublishers.noBody()));
        var posted = served.send(served.request("/").POST(BodyPublishers.noBody()));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(unknown.headers().firstValue("content-security-policy")).isEmpty();
        assertThat(wrongMethod.statusCode()).isEqualTo(404);
        assertThat(posted.statusCode()).isEqualTo(404);
        assertThat(served.get("/api/me").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "a.css, text/css; charset=utf-8", "a.svg, image/svg+xml", "a.json, application/json", "a.wav, audio/wav",
        "a.woff2, font/woff2", "a.wasm, application/wasm", "a.webmanifest, application/manifest+json",
        "a.ico, image/x-icon", "a.png, image/png", "a.unknown, application/octet-stream",
        "assets/app-1a2b.js, text/javascript; charset=utf-8"
    })
    void everyFileHasItsType(String file, String type) throws Exception {
        assertThat(served.get("/" + file).headers().firstValue("content-type")).contains(type);
    }

    @Test
    void hashedAssetsAreKeptForEverAndSentCompressed() throws Exception {
        var plain = served.sendForBytes(served.request("/assets/app-1a2b.js"));
        var brotli = served.sendForBytes(served.request("/assets/app-1a2b.js").header("Accept-Encoding", "gzip, br"));
        var gzip = served.sendForBytes(
                served.request("/assets/app-1a2b.js").header("Accept-Encoding", "gzip, br;q=0"));

        assertThat(plain.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(plain.body()).asString().isEqualTo("script();");
        assertThat(brotli.headers().firstValue("content-encoding")).contains("br");
        assertThat(brotli.body()).containsExactly(1, 2, 3);
        assertThat(gzip.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(brotli.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(brotli.headers().firstValue("vary")).contains("accept-encoding");
    }

    @Test
    void whoHasTheFileIsToldSo() throws Exception {
        var tag = served.get("/").headers().firstValue("etag").orElseThrow();

        var again = served.send(served.request("/").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("etag")).contains(tag);
    }

    @Test
    void aHeadRequestGetsNoBody() throws Exception {
        var answer = served.send(served.request("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-length")).contains("34");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/missing.js", "/_headers.json", "/.env", "/link.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt",
        "/..%5csecret.txt", "/%2e%2e/secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/%252e%252e/secret.txt",
        "//etc/passwd", "/assets"
    })
    void nothingElseIsServed(String path) throws Exception {
        var answer = served.get(path);

        assertThat(answer.body()).doesNotContain("secret", "root:", "default-src");
        if (!answer.body().contains("<title>Page</title>")) {
            assertThat(answer.statusCode()).isIn(400, 404);
        }
    }
}
