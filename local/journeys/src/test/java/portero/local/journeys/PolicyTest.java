package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import portero.local.journeys.Bytecode.Method;

/**
 * A function may do what its code can reach, on what it works on, and nothing else.
 *
 * <p>Besides, SAM's translator (1.110) gives each role by itself what its logs, its stream and its destinations on failure
 * need. That need not stand in a function's {@code Policies}; where it does, it must follow from the function's own events
 * and destinations.
 */
class PolicyTest {
    private static final String FUNCTIONS = "portero.local.journeys.HouseTest#functions";
    private static final String TABLE = "Data.Outputs.TableArn";
    private static final String BUCKET = "Files.Outputs.BucketArn";
    private static final String ALL_OF_A_FOLDER = "(?<=/(quarantine|clean)/)\\*$";

    /** On what a service's actions work, as the template names it. An action on an index works on that alone. */
    private static final Map<String, List<String>> RESOURCES = Map.of(
            "dynamodb", List.of(TABLE),
            "cognito-idp", List.of("Identity.Outputs.UserPoolArn"),
            "ses", List.of("Mail.Outputs.SenderArn", "Mail.Outputs.ConfigurationSetArn"),
            "s3", List.of(BUCKET));

    private static final List<String> STREAM_ACTIONS = List.of(
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams");

    private static final Map<String, Bytecode> READ = new HashMap<>();
    private static final Map<String, Map<Permission, List<Method>>> NEEDED = new HashMap<>();

    record Permission(String action, String resource) implements Comparable<Permission> {
        @Override
        public int compareTo(Permission other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return action + " on " + resource;
        }
    }

    // ------------------------------------------------------------------------------------------------ policies

    @ParameterizedTest
    @MethodSource(FUNCTIONS)
    void whatAFunctionReachesItsPolicyAllows(HouseTest.Function function) {
        var needed = needed(function);

        var allowed = allowed(function);

        assertThat(needed).isNotEmpty();
        assertThat(needed.entrySet().stream()
                        .filter(need -> !allowed.contains(need.getKey()))
                        .map(need -> function + " is not allowed " + need.getKey() + ", which it reaches: "
                                + Needs.told(need.getValue())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource(FUNCTIONS)
    void whatAPolicyAllowsItsFunctionReaches(HouseTest.Function function) {
        var needed = needed(function).keySet();

        var implied = implied(function);

        assertThat(allowed(function).stream()
                        .filter(permission -> !needed.contains(permission) && !implied.contains(permission))
                        .map(permission -> function + " is allowed " + permission + ", which it never reaches"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource(FUNCTIONS)
    void aPolicyNamesItsActionsAndResources(HouseTest.Function function) {
        var statements = statements(function);

        assertThat(function.properties().has("Role")).as("a role of its own").isFalse();
        assertThat(statements).allSatisfy(statement -> {
            assertThat(statement.map().keySet()).isSubsetOf("Sid", "Effect", "Action", "Resource", "Condition");
            assertThat(statement.at("Effect").string()).isEqualTo("Allow");
            assertThat(several(statement.at("Action"))).isNotEmpty().allSatisfy(action ->
                    assertThat(action).matches("[a-z0-9-]+:[A-Za-z0-9]+"));
            assertThat(several(statement.at("Resource"))).isNotEmpty().allSatisfy(resource ->
                    assertThat(resource.replaceFirst(ALL_OF_A_FOLDER, "")).isNotEmpty().doesNotContain("*", "?"));
        });
    }

    @ParameterizedTest
    @MethodSource(FUNCTIONS)
    void aPolicySaysNothingTwice(HouseTest.Function function) {
        var permissions = statements(function).stream().flatMap(PolicyTest::permissions).toList();

        assertThat(permissions).doesNotHaveDuplicates();
    }

    @Test
    void nothingButAFunctionsPolicyGivesItPermissions() {
        var templates = Stream.concat(
                Stream.of(House.ROOT.resolve("template.yaml")),
                House.files(House.ROOT.resolve("infrastructure"), ".yaml").stream());

        var resources = templates.flatMap(template -> Yaml.file(template).at("Resources").map().values().stream());

        assertThat(resources).isNotEmpty().allSatisfy(resource -> {
            assertThat(resource.at("Type").string())
                    .doesNotMatch("AWS::IAM::.*Policy")
                    .isNotEqualTo("AWS::Serverless::Connector");
            assertThat(resource.has("Connectors")).isFalse();
        });
    }

    /** What the other tests looked at, lest they hold because nothing was found. */
    @Test
    void theFunctionsOfEveryCapabilityAreLookedAt() {
        var functions = HouseTest.functions();

        var actions = new TreeMap<String, Integer>();
        var permissions = 0;
        for (var function : functions) {
            var needed = needed(function).keySet();
            permissions += needed.size();
            new TreeSet<>(needed.stream().map(Permission::action).toList())
                    .forEach(action -> actions.merge(action, 1, Integer::sum));
        }

        System.out.printf(
                "Policies: %d functions, %d permissions, %d actions: %s%n",
                functions.size(), permissions, actions.size(), actions);
        assertThat(functions).extracting(HouseTest.Function::capability).contains("signin", "accounts");
        assertThat(actions.keySet())
                .contains(
                        "dynamodb:Query",
                        "dynamodb:BatchGetItem",
                        "dynamodb:ConditionCheckItem",
                        "cognito-idp:AdminCreateUser",
                        "cognito-idp:DescribeUserPoolClient")
                .doesNotContain("dynamodb:TransactWriteItems", "cognito-idp:RevokeToken");
    }

    // ------------------------------------------------------------------------------------------------ code

    private static Map<Permission, List<Method>> needed(HouseTest.Function function) {
        return NEEDED.computeIfAbsent(function.name(), _ -> {
            var needed = new TreeMap<Permission, List<Method>>();
            var reach = Reach.from(function.handler().replace('.', '/'), bytecode(function.capability()));
            Needs.of(reach).forEach((need, path) ->
                    resources(need).forEach(resource -> needed.put(new Permission(need.action(), resource), path)));
            return needed;
        });
    }

    private static List<String> resources(Needs.Need need) {
        var service = need.action().substring(0, need.action().indexOf(':'));
        if (need.part().isPresent()) {
            return List.of(
                    service.equals("s3")
                            ? "${" + BUCKET + "}/" + need.part().get() + "*"
                            : "${" + TABLE + "}/index/" + need.part().get());
        }
        assertThat(RESOURCES).as("on what the actions of a service work").containsKey(service);
        return RESOURCES.get(service);
    }

    /** What may be in a capability's zip: its own classes and those it shares, never another capability's. */
    private static Bytecode bytecode(String capability) {
        return READ.computeIfAbsent(capability, _ -> Bytecode.of(House.inModules("target/classes").stream()
                .filter(folder -> !folder.startsWith(House.ROOT.resolve("local")))
                .filter(folder -> !folder.startsWith(House.ROOT.resolve("functions"))
                        || folder.startsWith(House.ROOT.resolve("functions").resolve(capability)))
                .toList()));
    }

    // ------------------------------------------------------------------------------------------------ template

    private static List<Yaml> statements(HouseTest.Function function) {
        var statements = new ArrayList<Yaml>();
        for (var policy : function.properties().at("Policies").list()) {
            assertThat(policy.has("Statement")).as("%s is spelt out: %s", function, policy).isTrue();
            statements.addAll(policy.at("Statement").list());
        }
        return statements;
    }

    private static Set<Permission> allowed(HouseTest.Function function) {
        return new TreeSet<>(statements(function).stream().flatMap(PolicyTest::permissions).toList());
    }

    private static Stream<Permission> permissions(Yaml statement) {
        return several(statement.at("Action")).stream()
                .flatMap(action -> several(statement.at("Resource")).stream()
                        .map(resource -> new Permission(action, resource)));
    }

    private static List<String> several(Yaml oneOrMany) {
        return oneOrMany.list().isEmpty() ? List.of(oneOrMany.string()) : oneOrMany.strings();
    }

    /** What SAM allows by itself, because Lambda does it in the function's name: reading a stream, keeping failures. */
    private static Set<Permission> implied(HouseTest.Function function) {
        var implied = new LinkedHashSet<Permission>();
        var mayFail = new ArrayList<>(List.of(function.properties().at("EventInvokeConfig")));
        for (var event : function.properties().at("Events").map().values()) {
            if (event.at("Type").string().equals("DynamoDB")) {
                var stream = event.at("Properties", "Stream").string();
                STREAM_ACTIONS.forEach(action -> implied.add(new Permission(action, stream)));
                mayFail.add(event.at("Properties"));
            }
        }
        for (var settings : mayFail) {
            var onFailure = settings.at("DestinationConfig", "OnFailure");
            if (onFailure.has("Type") && onFailure.at("Type").string().equals("SQS")) {
                implied.add(new Permission("sqs:SendMessage", onFailure.at("Destination").string()));
            }
        }
        var deadLetters = function.properties().at("DeadLetterQueue");
        if (deadLetters.has("TargetArn")) {
            implied.add(new Permission("sqs:SendMessage", deadLetters.at("TargetArn").string()));
        }
        return implied;
    }
}
