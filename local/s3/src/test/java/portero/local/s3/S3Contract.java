package portero.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A local S3 with one bucket, whose events are heard, and how it is called: by the SDK, by link, by hand. */
abstract class S3Contract {
    static final String BUCKET = "attachments";
    static final String PAGE = "http://127.0.0.1:8080";
    static final byte[] BYTES = "%PDF-1.7 a report".getBytes(StandardCharsets.UTF_8);

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    S3Local local;
    S3Client client;
    S3Presigner presigner;

    @BeforeEach
    void start() throws IOException {
        start(events::add);
        client.createBucket(create -> create.bucket(BUCKET));
    }

    /** Starts on what the folder holds. */
    final void start(Consumer<String> bus) throws IOException {
        local = S3Local.start(S3Settings.in(folder).withEvents(bus));
        client = client("local", "local", Region.US_EAST_1);
        presigner = presigner("local", "local");
    }

    @AfterEach
    final void stop() throws IOException {
        client.close();
        presigner.close();
        local.close();
    }

    final S3Client client(String accessKeyId, String secretAccessKey, Region region) {
        return S3Client.builder()
                .endpointOverride(local.endpoint())
                .region(region)
                .credentialsProvider(credentials(accessKeyId, secretAccessKey))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    final S3Presigner presigner(String accessKeyId, String secretAccessKey) {
        return S3Presigner.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(accessKeyId, secretAccessKey))
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private static StaticCredentialsProvider credentials(String accessKeyId, String secretAccessKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey));
    }

    final void eventsGoToEventBridge() {
        client.putBucketNotificationConfiguration(put ->
                put.bucket(BUCKET).notificationConfiguration(to -> to.eventBridgeConfiguration(bus -> {})));
    }

    final void pageMayUpload() {
        var rule = CORSRule.builder()
                .allowedOrigins(PAGE)
                .allowedMethods("PUT", "GET", "HEAD")
                .allowedHeaders("content-type", "x-amz-checksum-sha256", "if-none-match")
                .maxAgeSeconds(3600)
                .build();
        client.putBucketCors(put -> put.bucket(BUCKET).corsConfiguration(cors -> cors.corsRules(List.of(rule))));
    }

    final void put(String key) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(BYTES));
    }

    /** A link to upload exactly these bytes, once. */
    final Link upload(String key) {
        return upload(key, Duration.ofMinutes(15));
    }

    final Link upload(String key, Duration life) {
        return upload(presigner, key, life);
    }

    static Link upload(S3Presigner presigner, String key, Duration life) {
        var request = PutObjectRequest.builder()
                .bucket(BUCKET)
                .key(key)
                .contentLength((long) BYTES.length)
                .contentType("application/pdf")
                .checksumSHA256(sha256(BYTES))
                .ifNoneMatch("*")
                .build();
        return Link.of(presigner.presignPutObject(sign -> sign.signatureDuration(life).putObjectRequest(request)));
    }

    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A signed link, and what its caller must send besides, but for what the client sends by itself. */
    record Link(String method, URI url, Map<String, String> headers) {
        static Link of(PresignedRequest signed) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            headers.keySet().removeAll(List.of("host", "content-length"));
            return new Link(signed.httpRequest().method().name(), URI.create(signed.url().toString()), headers);
        }

        Link with(String name, String value) {
            var changed = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            changed.putAll(headers);
            changed.put(name, value);
            return new Link(method, url, changed);
        }

        Link without(String name) {
            var changed = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            changed.putAll(headers);
            changed.remove(name);
            return new Link(method, url, changed);
        }

        Link by(String otherMethod) {
            return new Link(otherMethod, url, headers);
        }

        Link at(String from, String to) {
            return new Link(method, URI.create(url.toString().replace(from, to)), headers);
        }

        HttpResponse<String> send(byte[] body) {
            var request = HttpRequest.newBuilder(url)
                    .method(method, body.length == 0
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            try {
                return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        HttpResponse<String> send() {
            return send(new byte[0]);
        }
    }

    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().replaceFirst("(?s).*<Code>([^<]*)</Code>.*", "$1");
    }
}
