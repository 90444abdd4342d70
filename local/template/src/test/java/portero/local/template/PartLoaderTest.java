package portero.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PartLoaderTest {
    private static final Path DYNAMODB = Path.of("../dynamodb/target/part");

    @TempDir
    Path folder;

    @Test
    void starts_dynamodb_in_a_class_loader_of_its_own() throws IOException {
        assumeTrue(Files.isDirectory(DYNAMODB), "mvn package lays the part out");
        var before = Thread.currentThread().getContextClassLoader();

        try (var part = PartLoader.start(DYNAMODB, Map.of("folder", folder.toString()));
                var client = DynamoDbClient.builder()
                        .endpointOverride(part.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            assertThat(client.listTables().tableNames()).isEmpty();
            assertThat(part.endpoint().getHost()).isEqualTo("127.0.0.1");
        }

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void says_that_a_folder_without_starter_is_no_part() {
        assertThatThrownBy(() -> PartLoader.start(folder, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }
}
