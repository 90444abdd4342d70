package portero.functions.files;

import java.util.Map;
import java.util.Optional;
import portero.domain.files.RecordScan;
import portero.domain.files.RecordScan.Finding;
import portero.lambda.Codes;
import portero.lambda.EventFunction;
import portero.lambda.Tree;

/**
 * The bus: GuardDuty tells what it found in an uploaded file.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html">Events of
 *     Malware Protection for S3</a>
 */
public final class RecordScanFunction extends EventFunction {
    private final RecordScan recordScan = bean(RecordScan.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var detail = new Tree(event).at("detail");
        var finding = finding(detail.at("scanResultDetails", "scanResultStatus").requiredText());
        var result = Quarantine.attachment(detail.at("s3ObjectDetails", "objectKey").requiredText())
                .flatMap(id -> finding.map(found -> Codes.of(recordScan.run(id, found, requestId))))
                .orElse("notScanned");
        report(requestId, Map.of(result, 1L));
        return Map.of("result", result);
    }

    /** Empty where the scan itself failed: the file goes on waiting, and who runs Portero sees it counted. */
    private static Optional<Finding> finding(String status) {
        return switch (status) {
            case "NO_THREATS_FOUND" -> Optional.of(Finding.NO_THREATS);
            case "THREATS_FOUND" -> Optional.of(Finding.THREATS);
            case "UNSUPPORTED" -> Optional.of(Finding.UNSUPPORTED);
            case "ACCESS_DENIED", "FAILED" -> Optional.empty();
            default -> throw new IllegalArgumentException("Not a result of a scan that is known here");
        };
    }
}
