package portero.functions.files;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import portero.domain.files.AttachmentStore;
import portero.domain.files.Attachments;
import portero.domain.files.InspectAttachment;
import portero.domain.files.Inspector;
import portero.domain.files.RecordScan;
import portero.domain.files.SweepAttachments;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class FilesFactory {
    private final InstantSource clock;

    FilesFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    InspectAttachment inspectAttachment(
            Attachments attachments,
            AttachmentStore store,
            Inspector inspector,
            @Property(name = "portero.malware-scan") String malwareScan) {
        return new InspectAttachment(
                attachments, store, inspector, malwareScan.equals("enabled"), clock, new SecureRandom());
    }

    @Singleton
    RecordScan recordScan(Attachments attachments, InspectAttachment inspect) {
        return new RecordScan(attachments, inspect);
    }

    @Singleton
    SweepAttachments sweepAttachments(Attachments attachments, AttachmentStore store, InspectAttachment inspect) {
        return new SweepAttachments(attachments, store, inspect, clock);
    }
}
