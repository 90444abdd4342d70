package portero.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payload format version 2.0, field by field with the example in API Gateway's developer guide. */
final class PayloadTest {
    @TempDir
    static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws IOException {
        var application = new EchoApplication(folder)
                .function("EchoFunction", "EchoFunction")
                .function("StreamFunction", "StreamFunction")
                .route("POST", "/payload", "StreamFunction")
                .route("GET", "/schools/{school}/users/{user}", "EchoFunction")
                .route("ANY", "/files/{path+}", "EchoFunction")
                .route("ANY", "$default", "EchoFunction")
                .build();
        served = new Served(application, folder, false,
                settings -> settings.withClock(() -> Instant.parse("2020-03-12T19:03:58.390Z")));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void theEventIsTheDocumentedOne() throws Exception {
        var answer = served.send(served.request("/my/path?parameter1=value1&parameter1=value2&parameter2=value")
                .header("Header1", "value1")
                .header("Header2", "value1")
                .header("Header2", "value2")
                .header("Cookie", "cookie1; cookie2")
                .header("User-Agent", "agent")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("Hello from Lambda")));

        var event = (ObjectNode) Served.json(answer).get("event");
        var context = (ObjectNode) event.get("requestContext");
        var headers = (ObjectNode) event.get("headers");
        assertThat(headers.get("x-amzn-trace-id").asText()).matches("Root=1-5e6a879e-[0-9a-f]{24}");
        assertThat(context.get("requestId").asText())
                .isEqualTo(answer.headers().firstValue("apigw-requestid").orElseThrow())
                .isEqualTo(Served.json(answer).at("/context/requestId").asText());
        context.put("requestId", "id");
        headers.retain(Set.of("header1", "header2", "content-type", "content-length", "x-forwarded-for",
                "x-forwarded-proto", "cookie"));
        assertThat(event).isEqualTo(Served.JSON.readTree("""
                {
                  "version": "2.0",
                  "routeKey": "$default",
                  "rawPath": "/my/path",
                  "rawQueryString": "parameter1=value1&parameter1=value2&parameter2=value",
                  "cookies": ["cookie1", "cookie2"],
                  "headers": {
                    "header1": "value1",
                    "header2": "value1,value2",
                    "content-type": "text/plain",
                    "content-length": "17",
                    "x-forwarded-for": "127.0.0.1",
                    "x-forwarded-proto": "http"
                  },
                  "queryStringParameters": {"parameter1": "value1,value2", "parameter2": "value"},
                  "requestContext": {
                    "accountId": "000000000000",
                    "apiId": "api",
                    "domainName": "127.0.0.1",
                    "domainPrefix": "127",
                    "http": {
                      "method": "POST",
                      "path": "/my/path",
                      "protocol": "HTTP/1.1",
                      "sourceIp": "127.0.0.1",
                      "userAgent": "agent"
                    },
                    "requestId": "id",
                    "routeKey": "$default",
                    "stage": "$default",
                    "time": "12/Mar/2020:19:03:58 +0000",
                    "timeEpoch": 1584039838390
                  },
                  "body": "Hello from Lambda",
                  "isBase64Encoded": false
                }
                """));
    }

    @Test
    void whatARequestLacksTheEventLacksToo() throws Exception {
        var event = event("/bare");

        var names = new HashSet<String>();
        event.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrder(
                "version", "routeKey", "rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded");
        assertThat(event.get("rawQueryString").asText()).isEmpty();
    }

    @Test
    void pathAndParametersAreDecodedAndTheRawQueryIsNot() throws Exception {
        var event = event("/schools/a%20b%2Fc/users/Nu%C3%B1ez?name=Jos%C3%A9+Luis&empty=&bare");

        assertThat(event.get("routeKey").asText()).isEqualTo("GET /schools/{school}/users/{user}");
        assertThat(event.get("rawPath").asText()).isEqualTo("/schools/a b/c/users/Nuñez");
        assertThat(event.at("/pathParameters/school").asText()).isEqualTo("a b/c");
        assertThat(event.at("/pathParameters/user").asText()).isEqualTo("Nuñez");
        assertThat(event.get("rawQueryString").asText()).isEqualTo("name=Jos%C3%A9+Luis&empty=&bare");
        assertThat(event.get("queryStringParameters"))
                .isEqualTo(Served.JSON.readTree("{\"name\":\"José Luis\",\"empty\":\"\",\"bare\":\"\"}"));
    }

    @Test
    void aGreedyParameterTakesTheRest() throws Exception {
        var event = event("/files/a/b/c.txt");

        assertThat(event.get("routeKey").asText()).isEqualTo("ANY /files/{path+}");
        assertThat(event.at("/pathParameters/path").asText()).isEqualTo("a/b/c.txt");
    }

    @Test
    void forwardedAddressesAreKeptAndThePeerIsAdded() throws Exception {
        var answer = served.send(served.request("/x").header("X-Forwarded-For", "203.0.113.7"));

        var event = Served.json(answer).get("event");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html,                          false",
        "application/json,                   false",
        "application/json; charset=utf-8,    false",
        "application/problem+json,           false",
        "application/xml,                    false",
        "application/javascript,             false",
        "application/x-www-form-urlencoded,  true",
        "application/octet-stream,           true",
        "image/png,                          true"
    })
    void onlyTextTypesArriveAsText(String type, boolean base64) throws Exception {
        var answer = served.send(
                served.request("/x").header("content-type", type).POST(BodyPublishers.ofString("a=1")));

        var event = Served.json(answer).get("event");
        assertThat(event.get("isBase64Encoded").asBoolean()).isEqualTo(base64);
        assertThat(event.get("body").asText())
                .isEqualTo(base64 ? Base64.getEncoder().encodeToString("a=1".getBytes()) : "a=1");
    }

    @Test
    void aCompressedBodyIsPassedOnAsItCame() throws Exception {
        var bytes = new byte[] {31, (byte) 139, 8, 0, 1, 2, 3};

        var answer = served.send(served.request("/x")
                .header("content-type", "application/json")
                .header("content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes)));

        var event = Served.json(answer).get("event");
        assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo(bytes);
    }

    @Test
    void aJsonTextIsTheBodyOfTheInferredResponse() throws Exception {
        var answer = served.post("/payload", "\"Hello from Lambda!\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("Hello from Lambda!");
    }

    @Test
    void aJsonObjectWithoutStatusIsTheInferredResponse() throws Exception {
        var answer = served.post("/payload", "{ \"message\": \"Hello from Lambda!\" }");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(Served.json(answer).get("message").asText()).isEqualTo("Hello from Lambda!");
    }

    @Test
    void aFullResponseKeepsStatusHeadersCookiesAndBytes() throws Exception {
        var answer = served.sendForBytes(served.request("/payload")
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString("""
                        {"statusCode": 201, "isBase64Encoded": true, "body": "AP8B",
                         "headers": {"Content-Type": "image/png", "X-Count": 3, "Connection": "close"},
                         "multiValueHeaders": {"X-Ignored": ["yes"]},
                         "cookies": ["a=1; HttpOnly", "b=2"]}""".replace("\n", " "))));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).containsExactly(0, 255, 1);
        assertThat(answer.headers().firstValue("content-type")).contains("image/png");
        assertThat(answer.headers().firstValue("x-count")).contains("3");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1; HttpOnly", "b=2");
        assertThat(answer.headers().firstValue("x-ignored")).isEmpty();
    }

    @Test
    void aBodyWithoutTypeIsPlainText() throws Exception {
        var answer = served.post("/payload", "{\"statusCode\": 200, \"body\": \"hola\"}");

        assertThat(answer.headers().firstValue("content-type")).contains("text/plain;charset=UTF-8");
        assertThat(answer.body()).isEqualTo("hola");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "not json",
        "{\"statusCode\": 200} trailing",
        "{\"statusCode\": \"OK\"}",
        "{\"statusCode\": 99}",
        "{\"statusCode\": 600}",
        "{\"statusCode\": 200, \"body\": {\"a\": 1}}",
        "{\"statusCode\": 200, \"headers\": [\"a\"]}",
        "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}",
        "{\"statusCode\": 200, \"headers\": {\"a\": {\"b\": 1}}}",
        "{\"statusCode\": 200, \"cookies\": \"a=1\"}",
        "{\"statusCode\": 200, \"isBase64Encoded\": true, \"body\": \"***\"}"
    })
    void aBrokenAnswerIsAnInternalServerError(String payload) throws Exception {
        var answer = served.post("/payload", payload);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    private static JsonNode event(String path) throws IOException, InterruptedException {
        return Served.json(served.get(path)).get("event");
    }
}
