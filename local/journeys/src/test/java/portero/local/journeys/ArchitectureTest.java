package portero.local.journeys;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may know what: see {@code docs/architecture.md}. */
class ArchitectureTest {
    private static final String SDK = "software.amazon.awssdk.services..";
    private static final String LAMBDA_API = "com.amazonaws.services.lambda..";

    // Read from the modules' own folders, so that parts which the local cloud loads by themselves are looked at too.
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPaths(House.inModules("target/classes"));

    private static void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void theCompiledClassesOfEveryModuleAreRead() {
        var packages = CLASSES.stream()
                .map(type -> type.getPackageName().split("\\."))
                .map(parts -> parts.length < 3 ? parts[1] : parts[1] + "." + parts[2])
                .toList();

        assertThat(packages)
                .contains(
                        "domain.accounts",
                        "domain.signin",
                        "lambda",
                        "adapters.dynamodb",
                        "adapters.cognito",
                        "adapters.captcha",
                        "adapters.ses",
                        "adapters.s3",
                        "adapters.inspection",
                        "adapters.jte",
                        "functions.accounts",
                        "functions.helpdesk",
                        "functions.files",
                        "functions.mail",
                        "functions.signin",
                        "local.cognito",
                        "local.ses",
                        "local.wire",
                        "local.dynamodb",
                        "local.s3",
                        "local.template",
                        "local.gateway",
                        "local.events");
    }

    // ------------------------------------------------------------------------------------------------ who knows whom

    @Test
    void theDomainKnowsTheJdkAlone() {
        holds(classes().that().resideInAPackage("portero.domain..")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "portero.domain..", "org.jspecify.annotations"));
    }

    @Test
    void anAdapterKnowsItsOwnSystemAlone() {
        holds(noClasses().that().resideInAPackage("portero.adapters.dynamodb..")
                .should().dependOnClassesThat(resideInAnyPackage(SDK, "org.altcha..")
                        .and(resideOutsideOfPackages("software.amazon.awssdk.services.dynamodb.."))));
        holds(noClasses().that().resideInAPackage("portero.adapters.cognito..")
                .should().dependOnClassesThat(resideInAnyPackage(SDK, "org.altcha..")
                        .and(resideOutsideOfPackages("software.amazon.awssdk.services.cognitoidentityprovider.."))));
        holds(noClasses().that().resideInAPackage("portero.adapters.ses..")
                .should().dependOnClassesThat(resideInAnyPackage(SDK, "org.altcha..")
                        .and(resideOutsideOfPackages("software.amazon.awssdk.services.sesv2.."))));
        holds(noClasses().that().resideInAPackage("portero.adapters.s3..")
                .should().dependOnClassesThat(resideInAnyPackage(SDK, "org.altcha..")
                        .and(resideOutsideOfPackages("software.amazon.awssdk.services.s3.."))));
        holds(noClasses().that()
                .resideInAnyPackage("portero.adapters.captcha..", "portero.adapters.jte..", "portero.adapters.inspection..")
                .should().dependOnClassesThat().resideInAPackage("software.amazon.."));
        holds(noClasses().that().resideOutsideOfPackage("portero.adapters.jte..")
                .should().dependOnClassesThat().resideInAPackage("gg.jte.."));
        holds(noClasses().that().resideOutsideOfPackage("portero.adapters.inspection..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.tika..", "org.apache.pdfbox..", "org.apache.poi..", "org.apache.commons.compress.."));
    }

    @Test
    void anAdapterKnowsTheDomainAndNoOtherPartOfPortero() {
        holds(slices().matching("portero.adapters.(*)..").should().notDependOnEachOther());
        holds(noClasses().that().resideInAPackage("portero.adapters..")
                .should().dependOnClassesThat(resideInAPackage("portero..")
                        .and(resideOutsideOfPackages("portero.domain..", "portero.adapters.."))));
    }

    @Test
    void aFunctionKnowsNeitherAnotherCapabilityNorAnyOutsideSystem() {
        holds(slices().matching("portero.functions.(*)..").should().notDependOnEachOther());
        holds(noClasses().that().resideInAnyPackage("portero.functions..", "portero.lambda..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("portero.adapters..", "portero.local..", "software.amazon..", "org.altcha.."));
        holds(noClasses().that().resideInAPackage("portero.lambda..")
                .should().dependOnClassesThat().resideInAPackage("portero.functions.."));
    }

    @Test
    void onlyLambdaNamesTheTypesOfLambda() {
        holds(noClasses().that().resideInAnyPackage("portero.domain..", "portero.adapters..", "portero.functions..")
                .should().dependOnClassesThat().resideInAPackage(LAMBDA_API));
    }

    @Test
    void thePartsOfTheLocalCloudKnowNothingOfPortero() {
        holds(noClasses().that()
                .resideInAnyPackage(
                        "portero.local.wire..",
                        "portero.local.cognito..",
                        "portero.local.ses..",
                        "portero.local.dynamodb..",
                        "portero.local.s3..",
                        "portero.local.template..",
                        "portero.local.gateway..",
                        "portero.local.events..")
                .should().dependOnClassesThat()
                .resideInAnyPackage(
                        "portero.domain..",
                        "portero.lambda..",
                        "portero.adapters..",
                        "portero.functions..",
                        "portero.local.cloud..",
                        "portero.local.demo.."));
        holds(noClasses().that()
                .resideInAnyPackage(
                        "portero.local.wire..",
                        "portero.local.cognito..",
                        "portero.local.ses..",
                        "portero.local.dynamodb..",
                        "portero.local.s3..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("portero.local.template..", "portero.local.gateway.."));
        holds(slices().matching("portero.local.(cognito|ses|dynamodb|s3)..").should().notDependOnEachOther());
    }

    // ------------------------------------------------------------------------------------------------ habits

    @Test
    void timeAndRandomnessArePassedIntoTheDomain() {
        var clocks = Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID", "systemUTC", "systemDefaultZone", "system");

        holds(noClasses().that().resideInAPackage("portero.domain..")
                .should().callMethodWhere(describe("read a clock or make an id", (JavaCall<?> call) ->
                        call.getTargetOwner().getPackageName().startsWith("java.")
                                && clocks.contains(call.getName())))
                .orShould().dependOnClassesThat().haveNameMatching("java\\.security\\.SecureRandom|java\\.util\\.Random"));
    }

    @Test
    void noRequestScansTheTable() {
        holds(noClasses().that().resideInAPackage("portero.adapters..")
                .should().callMethodWhere(describe("scan", (JavaCall<?> call) ->
                        call.getTargetOwner().getPackageName().startsWith("software.amazon.awssdk")
                                && Set.of("scan", "scanPaginator").contains(call.getName()))));
    }

    @Test
    void nothingIsNamedAfterItsPatternOnly() {
        holds(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils|Port)"));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        holds(noFields().should().beAnnotatedWith("jakarta.inject.Inject")
                .orShould().beAnnotatedWith("io.micronaut.context.annotation.Value")
                .orShould().beAnnotatedWith("io.micronaut.context.annotation.Property"));
    }
}
