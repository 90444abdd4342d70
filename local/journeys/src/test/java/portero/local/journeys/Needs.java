package portero.local.journeys;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import portero.local.journeys.Bytecode.Call;
import portero.local.journeys.Bytecode.Method;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.regions.Region;

/** The IAM actions that code needs, told from its calls of the AWS SDK's clients, and from the links that it signs. */
final class Needs {
    private static final String SDK = "software/amazon/awssdk/";
    private static final String SERVICES = SDK + "services/";

    /** Operations that need no action of their own but those of what they are given. */
    private static final Map<String, List<String>> GIVEN = Map.of(
            "dynamodb:TransactWriteItems",
            List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"),
            "dynamodb:TransactGetItems", List.of("dynamodb:GetItem"),
            "ses:SendEmail", List.of("ses:SendEmail", "ses:SendRawEmail"));

    /** What they are given, by the SDK's own builders. */
    private static final Map<String, String> PARTS = Map.of(
            SERVICES + "dynamodb/model/TransactWriteItem$Builder.put", "dynamodb:PutItem",
            SERVICES + "dynamodb/model/TransactWriteItem$Builder.update", "dynamodb:UpdateItem",
            SERVICES + "dynamodb/model/TransactWriteItem$Builder.delete", "dynamodb:DeleteItem",
            SERVICES + "dynamodb/model/TransactWriteItem$Builder.conditionCheck", "dynamodb:ConditionCheckItem",
            SERVICES + "dynamodb/model/TransactGetItem$Builder.get", "dynamodb:GetItem",
            SERVICES + "sesv2/model/EmailContent$Builder.simple", "ses:SendEmail",
            SERVICES + "sesv2/model/EmailContent$Builder.raw", "ses:SendRawEmail");

    private static final Set<String> QUERY_BUILDERS = Set.of(
            SERVICES + "dynamodb/model/QueryRequest$Builder", SERVICES + "dynamodb/model/ScanRequest$Builder");

    /** Links do what they were signed for with the permissions of the function that signed them. */
    private static final String PRESIGNER = SERVICES + "s3/presigner/S3Presigner";
    private static final String SIGNING = "presign";
    private static final String OBJECTS = "s3:";
    /** Without it S3 answers that an object is forbidden where it should answer that there is none. */
    private static final String LISTING = "s3:ListBucket";

    /** An action, on an index of the table or a folder of the bucket where one is named. */
    record Need(String action, Optional<String> part) implements Comparable<Need> {
        Need(String action) {
            this(action, Optional.empty());
        }

        @Override
        public int compareTo(Need other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return action + part.map(name -> " on " + name).orElse("");
        }
    }

    private final Map<Need, List<Method>> paths = new TreeMap<>();
    private final Map<String, List<Method>> operations = new LinkedHashMap<>();

    private Needs() {}

    /** What is needed, each with a path of calls that leads to it. */
    static Map<Need, List<Method>> of(Reach reach) {
        var needs = new Needs();
        reach.left().forEach(needs::add);
        needs.checkParts();
        return needs.paths;
    }

    private void add(Reach.Left left) {
        var queries = new ArrayList<Method>();
        var indexes = new TreeSet<String>();
        var objects = new ArrayList<String>();
        var folders = new TreeSet<String>();
        for (var call : left.calls()) {
            var target = call.target();
            var path = Stream.concat(left.path().stream(), Stream.of(target)).toList();
            if (PARTS.get(target.owner() + "." + target.name()) instanceof String action) {
                paths.putIfAbsent(new Need(action), path);
            } else if (target.name().equals("indexName") && QUERY_BUILDERS.contains(target.owner())) {
                indexes.add(indexName(call, path));
            } else if (target.name().equals("key") && target.owner().startsWith(SERVICES + "s3/model/")) {
                folders.add(folder(call, path));
            } else {
                action(target, path).ifPresent(action -> {
                    operations.putIfAbsent(action, path);
                    if (action.equals("dynamodb:Query") || action.equals("dynamodb:Scan")) {
                        queries.add(target);
                    } else if (action.startsWith(OBJECTS)) {
                        objects.add(action);
                        if (action.equals("s3:GetObject") && !target.owner().equals(PRESIGNER)) {
                            paths.putIfAbsent(new Need(LISTING), path);
                        }
                    } else if (!GIVEN.containsKey(action)) {
                        paths.putIfAbsent(new Need(action), path);
                    }
                });
            }
        }
        addQueries(left.path(), queries, indexes);
        addObjects(left.path(), objects, folders);
    }

    /** A method that asks for an object names its folder itself, lest it be unclear which operation works on which. */
    private void addObjects(List<Method> path, List<String> actions, TreeSet<String> folders) {
        if (actions.isEmpty() && folders.isEmpty()) {
            return;
        }
        if (actions.size() != 1 || folders.size() != 1) {
            throw new IllegalStateException(path.getLast() + " does " + actions + " in " + folders + ": which where is unclear");
        }
        paths.putIfAbsent(new Need(actions.getFirst(), Optional.of(folders.first())), path);
    }

    private static String folder(Call call, List<Method> path) {
        return call.text().filter(start -> start.endsWith("/")).orElseThrow(() ->
                new IllegalStateException("A key begins with something else than a folder's name: " + told(path)));
    }

    /** A method that asks an index builds that request itself, lest it be unclear which of its queries names the index. */
    private void addQueries(List<Method> path, List<Method> queries, TreeSet<String> indexes) {
        if (!indexes.isEmpty() && (indexes.size() > 1 || queries.size() != 1)) {
            throw new IllegalStateException(path.getLast() + " names " + indexes + ", but which query asks there is unclear");
        }
        var index = indexes.stream().findFirst();
        for (var query : queries) {
            var action = "dynamodb:" + operation(query);
            paths.putIfAbsent(new Need(action, index), Stream.concat(path.stream(), Stream.of(query)).toList());
        }
    }

    private static String indexName(Call call, List<Method> path) {
        return call.text().orElseThrow(() ->
                new IllegalStateException("An index is named by something else than a constant: " + told(path)));
    }

    private void checkParts() {
        GIVEN.forEach((operation, parts) -> {
            var path = operations.get(operation);
            if (path != null && parts.stream().map(Need::new).noneMatch(paths::containsKey)) {
                throw new IllegalStateException("Nothing is given to " + operation + " that we know of: " + told(path));
            }
        });
    }

    /** The action that a call of the SDK asks for; none where it asks a service for nothing, or needs no signature. */
    private static Optional<String> action(Method called, List<Method> path) {
        if (!called.owner().startsWith(SDK)) {
            return Optional.empty();
        }
        var type = called.owner().substring(called.owner().lastIndexOf('/') + 1);
        if (called.owner().equals(PRESIGNER)) {
            return Optional.of(called.name())
                    .filter(name -> name.startsWith(SIGNING))
                    .map(name -> OBJECTS + name.substring(SIGNING.length()));
        }
        if (called.owner().startsWith(SERVICES) && type.endsWith("Client")) {
            return exists(request(called)) ? signedFor(called).map(prefix -> prefix + ":" + operation(called)) : Optional.empty();
        }
        var isHarmless = type.endsWith("Builder")
                || called.owner().matches(SERVICES + "[^/]+/(model|paginators|presigner/model)/.*")
                || !called.owner().matches(SDK + "(services|enhanced|transfer|services-custom)/.*");
        if (!isHarmless) {
            throw new IllegalStateException("What this asks of AWS is not known here: " + told(path));
        }
        return Optional.empty();
    }

    private static String operation(Method called) {
        var name = called.name().replaceFirst("Paginator$", "");
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String request(Method called) {
        return inPackage(called, "model." + operation(called) + "Request");
    }

    private static String inPackage(Method called, String rest) {
        return called.owner().substring(0, called.owner().lastIndexOf('/') + 1).replace('/', '.') + rest;
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, Needs.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    /** The service for which the SDK signs a request, which is its prefix in IAM; public operations are not signed. */
    private static Optional<String> signedFor(Method called) {
        var client = called.owner().substring(called.owner().lastIndexOf('/') + 1);
        var schemes = inPackage(called, "auth.scheme.") + client.replaceFirst("(Async)?Client$", "AuthScheme");
        try {
            var parameters = Class.forName(schemes + "Params").getMethod("builder").invoke(null);
            var builder = Class.forName(schemes + "Params$Builder");
            builder.getMethod("operation", String.class).invoke(parameters, operation(called));
            builder.getMethod("region", Region.class).invoke(parameters, Region.US_EAST_1);
            var provider = Class.forName(schemes + "Provider");
            var options = (List<?>) provider
                    .getMethod("resolveAuthScheme", Class.forName(schemes + "Params"))
                    .invoke(
                            provider.getMethod("defaultProvider").invoke(null),
                            builder.getMethod("build").invoke(parameters));
            return options.stream()
                    .map(AuthSchemeOption.class::cast)
                    .flatMap(option -> Optional.ofNullable(option.signerProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME))
                            .stream())
                    .findFirst();
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot tell how the SDK signs " + called, e);
        }
    }

    /** A path for people: {@code SignInFunction.handle → SignIn.run → …}. */
    static String told(List<Method> path) {
        return path.stream().map(Method::toString).collect(Collectors.joining(" → "));
    }
}
