package portero.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portero.domain.Unavailable;
import portero.domain.files.Attachment;
import portero.domain.files.AttachmentId;
import portero.domain.files.AttachmentLinks.Upload;
import portero.domain.files.FileName;
import portero.domain.files.Sha256;
import portero.domain.schools.PersonId;
import portero.local.s3.S3Local;
import portero.local.s3.S3Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Uploads and downloads as a browser makes them, against the local S3. */
class S3AttachmentsTest {
    private static final String BUCKET = "attachments";
    private static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    private static final byte[] BYTES = "BM a drawing".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static S3Local local;
    private static S3Client client;
    private static S3AttachmentStore store;
    private static S3AttachmentLinks links;

    private final Attachment drawing = new Attachment(
            AttachmentId.random(new Random()),
            new PersonId("dddddddddddddddd"),
            FileName.parse("Croquis «año» 50% *.bmp").orElseThrow(),
            BYTES.length,
            Sha256.of(BYTES),
            NOW,
            Attachment.State.EXPECTED,
            Optional.empty(),
            false,
            Optional.empty());

    @BeforeAll
    static void start() throws IOException {
        local = S3Local.start(S3Settings.in(folder));
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        client = S3Client.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        client.createBucket(create -> create.bucket(BUCKET));
        store = new S3AttachmentStore(client, BUCKET);
        links = new S3AttachmentLinks(
                S3Presigner.builder()
                        .endpointOverride(local.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build(),
                BUCKET);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        local.close();
    }

    private static int put(Upload upload, byte[] content) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(upload.url().value()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        upload.headers().forEach(request::header);
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void an_upload_says_what_a_browser_must_send_and_nothing_that_it_may_not() {
        var upload = links.upload(drawing, NOW);

        assertThat(upload.headers().keySet())
                .containsExactlyInAnyOrder("content-type", "if-none-match", "x-amz-checksum-sha256");
        assertThat(upload.headers()).containsEntry("content-type", "image/bmp").containsEntry("if-none-match", "*");
        assertThat(upload.expiresAt()).isEqualTo(NOW.plusSeconds(900));
        assertThat(upload.url().value())
                .contains("/quarantine/" + drawing.id(), "X-Amz-Expires=900")
                .contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bif-none-match%3Bx-amz-checksum-sha256");
        assertThat(upload.toString()).doesNotContain("X-Amz-Signature");
    }

    @Test
    void takes_just_the_bytes_that_were_announced_and_once() throws Exception {
        var upload = links.upload(drawing, NOW);
        var others = BYTES.clone();
        others[0]++;

        var longer = put(upload, Arrays.copyOf(BYTES, BYTES.length + 1));
        var changed = put(upload, others);
        var first = put(upload, BYTES);
        var second = put(upload, BYTES);

        assertThat(longer).isEqualTo(403);
        assertThat(changed).isEqualTo(400);
        assertThat(first).isEqualTo(200);
        assertThat(second).isEqualTo(412);
        assertThat(store.quarantined(drawing.id(), BYTES.length + 1)).hasValue(BYTES);
    }

    @Test
    void reads_no_more_of_it_than_is_asked_for() throws Exception {
        put(links.upload(drawing, NOW), BYTES);

        assertThat(store.quarantined(drawing.id(), 2)).hasValue(Arrays.copyOf(BYTES, 2));
    }

    @Test
    void finds_nothing_where_nothing_was_uploaded_and_deletes_it_all_the_same() {
        store.release(drawing.id());
        store.discard(drawing.id());

        assertThat(store.quarantined(drawing.id(), 10)).isEmpty();
    }

    @Test
    void a_kept_file_is_downloaded_under_its_name_as_a_file_of_its_kind() throws Exception {
        store.keep(drawing, BYTES);

        var download = links.download(drawing, NOW);
        var answer = BROWSER.send(
                HttpRequest.newBuilder(URI.create(download.url().value())).build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename*=UTF-8''Croquis%20%C2%ABa%C3%B1o%C2%BB%2050%25%20_.bmp");
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/bmp");
        assertThat(download.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(download.toString()).doesNotContain("X-Amz-Signature");
    }

    @Test
    void releasing_leaves_what_is_clean_and_discarding_leaves_nothing() throws Exception {
        put(links.upload(drawing, NOW), BYTES);
        store.keep(drawing, BYTES);

        store.release(drawing.id());
        var released = objects();
        store.discard(drawing.id());

        assertThat(released).isEqualTo(1);
        assertThat(objects()).isZero();
    }

    private long objects() {
        return client.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
                .filter(object -> object.key().endsWith(drawing.id().value()))
                .count();
    }

    @Test
    void is_unavailable_where_nothing_answers() {
        try (var nowhere = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            var unreachable = new S3AttachmentStore(nowhere, BUCKET);

            assertThatThrownBy(() -> unreachable.quarantined(drawing.id(), 10)).isInstanceOf(Unavailable.class);
        }
    }
}
