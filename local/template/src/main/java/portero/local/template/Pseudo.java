package portero.local.template;

import java.util.Set;

/** The pseudo parameters that every template may refer to. */
record Pseudo(String region, String accountId, String stackName) {
    static final String NO_VALUE = "AWS::NoValue";
    static final Set<String> NAMES = Set.of(
            "AWS::AccountId",
            NO_VALUE,
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    /** For checks before it is known where the template goes. */
    static Pseudo assumed(String region) {
        return new Pseudo(region, "000000000000", "local");
    }

    Pseudo nested(String id) {
        return new Pseudo(region, accountId, stackName + "-" + id);
    }

    String text(String name) {
        return switch (name) {
            case "AWS::AccountId" -> accountId;
            case "AWS::Partition" -> partition();
            case "AWS::Region" -> region;
            case "AWS::StackId" -> stackId();
            case "AWS::StackName" -> stackName;
            case "AWS::URLSuffix" -> region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
            default -> throw new IllegalArgumentException(name);
        };
    }

    String stackId() {
        return arn("cloudformation", "stack/" + stackName + "/local");
    }

    String arn(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + region + ":" + accountId + ":" + resource;
    }

    /** For services that are the same in every region. */
    String globalArn(String service, String resource) {
        return "arn:" + partition() + ":" + service + "::" + accountId + ":" + resource;
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
