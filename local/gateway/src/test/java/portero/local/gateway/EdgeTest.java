package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.local.template.Application;

/** What a hostile client may send, byte by byte. */
@Timeout(60)
final class EdgeTest {
    @TempDir
    static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws IOException {
        var application = new EchoApplication(folder)
                .function("EchoFunction", "EchoFunction")
                .route("ANY", "/echo/{what}", "EchoFunction")
                .build();
        served = new Served(application, folder, false, settings -> settings.withLimits(Limits.API_GATEWAY.withTimes(
                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3))));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void anHonestRequestIsServed() throws Exception {
        assertThat(exchange("GET /echo/a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("server:", "jetty");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\nhello",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nhello",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
        "POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n 5\r\n\r\nhello",
        "GET /echo/a HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
        "GET /echo/a HTTP/1.1\r\n\r\n",
        "GET /echo/a HTTP/1.1\r\nHost : h\r\n\r\n",
        "GET /echo/a HTTP/1.1\nHost: h\n\n",
        "GET /echo/a HTTP/1.1\r\nHost: h\r\nX: a\r\n folded\r\n\r\n",
        "GET /echo/a HTTP/1.1\r\nHost: h\r\nX\u0000: a\r\n\r\n",
        "GET http://other/echo/a HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /echo/a\r\n\r\n",
        "\u0016\u0003\u0001 garbage\r\n\r\n",
        "GET /echo/%2e%2e HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /echo/../secret HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /echo/%zz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /echo/%c0%ae HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /echo/a%00b HTTP/1.1\r\nHost: h\r\n\r\n"
    })
    void whatIsNotClearHttpIsABadRequest(String request) throws Exception {
        var answer = exchange(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(answer).doesNotContainIgnoringCase("exception", "jetty", "server:", "<html");
        assertThat(answer).contains("{\"message\":\"");
    }

    @Test
    void anEncodedSlashStaysInItsSegment() throws Exception {
        var answer = served.get("/echo/a%2Fb");

        assertThat(Served.json(answer).at("/event/pathParameters/what").asText()).isEqualTo("a/b");
        assertThat(served.get("/echo/a/b").statusCode()).isEqualTo(404);
    }

    @Test
    void aHugeHeadIsRefused() throws Exception {
        var answer = exchange("GET /echo/a HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(200_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").endsWith("{\"message\":\"Request Header Fields Too Large\"}");
    }

    @Test
    void aHugePathIsRefused() throws Exception {
        assertThat(exchange("GET /echo/" + "x".repeat(200_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void anAnnouncedBodyAboveTenMegabytesIsRefusedBeforeItIsSent() throws Exception {
        var answer = exchange("POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 11000000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").endsWith("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void aChunkedBodyAboveTenMegabytesIsRefused() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(bytes("POST /echo/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"));
            var chunk = bytes("10000\r\n" + "x".repeat(65_536) + "\r\n");
            for (int i = 0; i < 161; i++) {
                out.write(chunk);
            }
            out.flush();

            assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aHeadThatDripsIsCutOff() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            long began = System.nanoTime();
            assertThatThrownBy(() -> {
                out.write(bytes("GET /echo/a HTTP/1.1\r\nHost: h\r\nX: "));
                while (true) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(100);
                }
            }).isInstanceOf(SocketException.class);

            assertThat(Instances.since(began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
        }
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(bytes("POST /echo/a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"));
            long began = System.nanoTime();
            var drip = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        out.write('x');
                        out.flush();
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 408 ");
            assertThat(Instances.since(began)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
            drip.interrupt();
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws Exception {
        try (var socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionServesSeveralRequests() throws Exception {
        var one = "GET /echo/a HTTP/1.1\r\nHost: h\r\n\r\n";

        var answer = exchange(one + one + "GET /echo/a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }

    @Test
    void aConnectionGoesOn_whenARefusedRequestsBodyComesAfterItsHead() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes("DELETE /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n"));
            socket.getOutputStream().flush();
            Thread.sleep(200);

            socket.getOutputStream().write(bytes("{}GET /echo/a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));

            assertThat(read(socket.getInputStream())).contains("HTTP/1.1 404 ", "HTTP/1.1 200 ");
        }
    }

    @Test
    void aConnectionIsSaidToEnd_whenARefusedRequestsBodyIsNotRead() throws Exception {
        var answer = exchange("DELETE /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").containsIgnoringCase("connection: close");
    }

    @Test
    void aMethodWithoutARouteIsNotFound() throws Exception {
        var answer = served.get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void theDateIsTheClocks() throws Exception {
        var application = new EchoApplication(folder).function("EchoFunction", "EchoFunction").build();
        var future = Instant.parse("2031-02-03T04:05:06Z");

        try (var moved = new Served(application, folder, false, settings -> settings.withClock(() -> future))) {
            assertThat(moved.get("/nowhere").headers().allValues("date")).containsExactly("Mon, 03 Feb 2031 04:05:06 GMT");
        }
    }

    @Test
    void anAddressIsTakenBeforeItIsServed_andLetGoAfterwards() throws Exception {
        var application = new EchoApplication(folder).function("EchoFunction", "EchoFunction").build();
        var invoker = new IsolatedInvoker(InvokerSettings.of(EchoApplication.runtime(), folder));
        var address = Address.take(0);
        var port = address.url().getPort();

        assertThatThrownBy(() -> Address.take(port)).isInstanceOf(PortTaken.class);
        try (var gateway = Gateway.start(GatewaySettings.onPort(0), address, application, invoker)) {
            assertThat(gateway.url()).isEqualTo(address.url());
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(gateway.url()).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
        Address.take(port).close();
    }

    @Test
    void aTakenPortIsNamed() {
        var application = new Application(Map.of(), Optional.empty(), Map.of(), Map.of());
        int port = served.gateway.url().getPort();
        var settings = InvokerSettings.of(EchoApplication.runtime(), folder);

        assertThatThrownBy(() -> Gateway.start(
                        GatewaySettings.onPort(port), application, new IsolatedInvoker(settings)))
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining(Integer.toString(port));
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", served.gateway.url().getPort());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static String exchange(String request) throws IOException {
        try (var socket = connect()) {
            try {
                socket.getOutputStream().write(bytes(request));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // Refused before all of it was sent: the answer may be there all the same.
                return read(socket.getInputStream());
            }
            return read(socket.getInputStream());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String read(InputStream in) throws IOException {
        var text = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
        } catch (SocketException e) {
            return text.toString();
        }
        return text.toString();
    }
}
