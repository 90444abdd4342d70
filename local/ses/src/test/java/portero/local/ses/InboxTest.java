package portero.local.ses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.local.wire.Json;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.MessageTag;

/** The inbox: its pages, its JSON, and that nothing in a mail can act on who reads it. */
class InboxTest {
    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'";

    private SesServer server;
    private SesV2Client ses;

    @BeforeEach
    void start() {
        server = SesServer.start(SesSettings.inMemory().withIdentitiesVerifiedAtOnce(true));
        ses = MailContract.client(server);
        ses.createEmailIdentity(create -> create.emailIdentity("school.pe"));
    }

    @AfterEach
    void stop() {
        ses.close();
        server.close();
    }

    private void send(String to, String subject, String text, String html) {
        MailContract.send(ses, to, request -> request
                .emailTags(MessageTag.builder().name("message").value("m1").build())
                .content(content -> content.simple(simple -> simple
                        .subject(data -> data.data(subject))
                        .body(body -> {
                            if (text != null) {
                                body.text(data -> data.data(text));
                            }
                            if (html != null) {
                                body.html(data -> data.data(html));
                            }
                        }))));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return MailContract.get(server, path, headers);
    }

    private Document page(String path, String... headers) {
        HttpResponse<String> answer = get(path, headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body(), server.endpoint().toString());
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    @Test
    void anEmptyInbox_shouldSayWhatToDo() {
        Document page = page("/inbox");

        assertThat(page.select("#mails li")).isEmpty();
        assertThat(page.select(".empty").text())
                .contains("Todavía no hay correos", "AWS_ENDPOINT_URL_SESV2=" + server.endpoint());
    }

    @Test
    void theList_shouldShowTheNewestFirst_andNarrowToARecipient() {
        send("one@example.pe", "First", "a", null);
        send("two@example.pe", "Second", "b", null);
        send("ONE@example.pe", "Third", "c", null);

        Document all = page("/inbox");
        Document narrowed = page("/inbox?to=one%40example.pe");

        assertThat(all.select(".subject").eachText()).containsExactly("Third", "Second", "First");
        assertThat(all.select(".state").eachText()).containsOnly("Entregado");
        assertThat(narrowed.select(".subject").eachText()).containsExactly("Third", "First");
        assertThat(narrowed.select("#to").val()).isEqualTo("one@example.pe");
        assertThat(page("/inbox?to=nobody%40example.pe").select(".empty").text()).contains("nobody@example.pe");
    }

    @Test
    void thePage_shouldSpeakTheReadersLanguage() {
        assertThat(page("/inbox", "Accept-Language", "en-GB,en;q=0.9,es;q=0.8").select("h1").text()).isEqualTo("Sent mail");
        assertThat(page("/inbox", "Accept-Language", "es-PE").select("html").attr("lang")).isEqualTo("es");
        assertThat(page("/inbox", "Accept-Language", "de").select("h1").text()).isEqualTo("Correos enviados");
        assertThat(page("/inbox", "Accept-Language", ";;;").select("h1").text()).isEqualTo("Correos enviados");
        Document english = page("/inbox?lang=en", "Accept-Language", "es");
        assertThat(english.select("h1").text()).isEqualTo("Sent mail");
        assertThat(english.select(".language").attr("href")).isEqualTo("/inbox?lang=es");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inbox", "/inbox/1", "/inbox/1?view=text", "/inbox/1?view=source", "/inbox/99", "/verify",
        "/nowhere"})
    void everyPage_shouldLoadNothingFromElsewhere(String path) {
        send("one@example.pe", "Hello", "text", "<p>html</p>");

        HttpResponse<String> answer = get(path);

        assertThat(policy(answer))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
                        "base-uri 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("style, [style], script:not([src])")).isEmpty();
        assertThat(page.select("[src], link[href]"))
                .allMatch(each -> each.attr("src").startsWith("/inbox/") || each.attr("href").startsWith("/inbox/")
                        || each.attr("href").equals("data:,"));
    }

    @Test
    void aHostileMail_shouldBeShownAsTextEverywhere() {
        send("one@example.pe", HOSTILE, HOSTILE, null);
        sendRaw("From: \"</title><script>alert(2)</script>\" <office@school.pe>\nTo: two@example.pe\nSubject: "
                + "=?UTF-8?Q?=3Cscript=3Ealert(3)=3C/script=3E?=\n\nBody\n");

        for (String path : new String[] {"/inbox", "/inbox/1?view=text", "/inbox/1?view=source", "/inbox/2",
            "/inbox/2?view=source", "/inbox?to=%22%3E%3Cscript%3Ealert(4)%3C/script%3E"}) {
            Document page = page(path);
            assertThat(page.select("script")).allMatch(script -> script.attr("src").equals("/inbox/inbox.js"));
            assertThat(page.select("img, [onerror]")).isEmpty();
        }
        assertThat(page("/inbox/1?view=text").select("h1").text()).isEqualTo(HOSTILE);
    }

    private void sendRaw(String message) {
        ses.sendEmail(request -> request.content(
                content -> content.raw(raw -> raw.data(SdkBytes.fromUtf8String(message.replace("\n", "\r\n"))))));
    }

    @Test
    void theHtmlOfAMail_shouldBeInertInItsFrame() {
        send("one@example.pe", "Hello", null, """
                <html><head><base href="https://evil.example"><meta http-equiv="refresh" content="0;url=https://evil.example">
                <link rel="stylesheet" href="https://evil.example/a.css"><script>alert(1)</script></head>
                <body onload="alert(1)" style="color: red"><img src="https://evil.example/pixel" onerror="alert(1)">
                <form action="https://evil.example"><input></form><iframe src="https://evil.example"></iframe>
                <a id="good" href="https://school.pe/a" target="_self">a</a>
                <a id="bad" href=" javascript:alert(1)">b</a><a id="own" href="/inbox">c</a></body></html>
                """);

        HttpResponse<String> answer = get("/inbox/1/html");

        assertThat(policy(answer))
                .startsWith("sandbox allow-popups allow-popups-to-escape-sandbox;")
                .contains("default-src 'none'", "img-src data:", "form-action 'none'", "frame-ancestors 'self'")
                .doesNotContain("allow-scripts", "allow-same-origin", "script-src");
        Document mail = Jsoup.parse(answer.body());
        assertThat(mail.select("script, base, link, iframe, meta[http-equiv], [onload], [onerror]")).isEmpty();
        assertThat(mail.select("#good").attr("target")).isEqualTo("_blank");
        assertThat(mail.select("#good").attr("rel")).contains("noopener");
        assertThat(mail.select("#bad, #own")).hasSize(2).noneMatch(link -> link.hasAttr("href"));
        Document page = page("/inbox/1");
        assertThat(page.select("iframe").attr("sandbox")).isEqualTo("allow-popups allow-popups-to-escape-sandbox");
        assertThat(page.select("iframe").attr("src")).isEqualTo("/inbox/1/html");
    }

    @Test
    void imagesInsideAMail_shouldBeShown() {
        sendRaw("""
                From: office@school.pe
                To: one@example.pe
                Subject: Image
                Content-Type: multipart/related; boundary=b

                --b
                Content-Type: text/html

                <img src="cid:logo@school.pe">
                --b
                Content-Type: image/png
                Content-ID: <logo@school.pe>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --b--
                """);

        assertThat(Jsoup.parse(get("/inbox/1/html").body()).select("img").attr("src"))
                .isEqualTo("data:image/png;base64,iVBORw0KGgo=");
    }

    @Test
    void linksInText_shouldOpenInANewTab() {
        send("one@example.pe", "Hello", "See https://school.pe/a?b=1&c=<2>. Bye", null);

        var link = page("/inbox/1?view=text").select("pre a").first();

        assertThat(link).isNotNull();
        assertThat(link.attr("href")).isEqualTo("https://school.pe/a?b=1&c=");
        assertThat(link.attr("target")).isEqualTo("_blank");
        assertThat(link.attr("rel")).contains("noopener");
    }

    @Test
    void programs_shouldReadMailsAsJson() throws IOException {
        send("one@example.pe", "Hello", "text", "<p>html</p>");
        send("two@example.pe", "Other", "text", null);

        HttpResponse<String> answer = get("/inbox.json?to=one@example.pe");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode mails = Json.MAPPER.readTree(answer.body());
        assertThat(mails).hasSize(1);
        JsonNode mail = mails.path(0);
        assertThat(mail.path("id").asText()).isEqualTo("1");
        assertThat(mail.path("from").asText()).isEqualTo("office@school.pe");
        assertThat(mail.path("to").path(0).asText()).isEqualTo("one@example.pe");
        assertThat(mail.path("subject").asText()).isEqualTo("Hello");
        assertThat(mail.path("state").asText()).isEqualTo("delivered");
        assertThat(mail.path("text").asText()).isEqualTo("text");
        assertThat(mail.path("html").asText()).isEqualTo("<p>html</p>");
        assertThat(mail.path("tags").path("message").asText()).isEqualTo("m1");
        assertThat(Instant.parse(mail.path("at").asText())).isBefore(Instant.now().plusSeconds(1));
        HttpResponse<String> source = get("/inbox/1/source");
        assertThat(source.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(source.body()).contains("Subject: Hello", "multipart/alternative");
    }

    @Test
    void theVersion_shouldChangeWithEveryMail() {
        String before = get("/inbox/version").body();

        send("one@example.pe", "Hello", "text", null);

        assertThat(get("/inbox/version").body()).isNotEqualTo(before);
        assertThat(page("/inbox").select("#mails").attr("data-version")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inbox/0", "/inbox/2", "/inbox/x", "/inbox/1/nothing", "/inbox/1/html/more", "/inbox/-1",
        "/inbox/99999999999999999999", "/inbox/", "/inbox.html"})
    void whatDoesNotExist_shouldBeSaidSo(String path) {
        send("one@example.pe", "Hello", "text", null);

        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:{port}", "evil.example:{port}", "127.0.0.1",
        "127.0.0.1:{port}\r\nHost: evil.example"})
    void anotherName_shouldNotReadTheInbox(String host) throws IOException {
        send("one@example.pe", "Hush", "text", null);
        int port = server.endpoint().getPort();

        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(("GET /inbox.json HTTP/1.1\r\nHost: " + host.replace("{port}", "" + port)
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("Hush");
        }
    }

    @Test
    void complaints_shouldComeFromTheInboxsOwnPageOnly() {
        send("one@example.pe", "Hello", "text", null);

        assertThat(complain("1", "https://evil.example")).isEqualTo(403);
        assertThat(complain("1", "null")).isEqualTo(403);
        assertThat(page("/inbox").select(".state").text()).isEqualTo("Entregado");
        assertThat(complain("1", server.endpoint().toString())).isEqualTo(303);
        assertThat(page("/inbox").select(".state").text()).isEqualTo("Con queja");
        assertThat(complain("2", server.endpoint().toString())).isEqualTo(404);
    }

    private int complain(String id, String origin) {
        return MailContract.exchange(HttpRequest.newBuilder(server.endpoint().resolve("/inbox/" + id + "/complaint"))
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    @Test
    void otherMethods_shouldBeRefused() {
        assertThat(MailContract.exchange(HttpRequest.newBuilder(server.inbox()).DELETE().build()).statusCode())
                .isEqualTo(405);
        assertThat(MailContract.exchange(HttpRequest.newBuilder(server.inbox()).HEAD().build()).statusCode())
                .isEqualTo(200);
    }
}
