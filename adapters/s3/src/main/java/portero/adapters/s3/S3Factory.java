package portero.adapters.s3;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import portero.domain.files.AttachmentLinks;
import portero.domain.files.AttachmentStore;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes what the domain asks of S3; region and credentials come from the function's surroundings. The SDK puts the bucket
 * into the path by itself where an endpoint is a bare address.
 */
@Factory
final class S3Factory {
    @Singleton
    AttachmentStore attachmentStore(@Property(name = "portero.bucket") String bucket) {
        return new S3AttachmentStore(
                S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(), bucket);
    }

    @Singleton
    AttachmentLinks attachmentLinks(@Property(name = "portero.bucket") String bucket) {
        return new S3AttachmentLinks(S3Presigner.create(), bucket);
    }
}
