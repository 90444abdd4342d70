package portero.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.adapters.cognito.CognitoAuthentication;
import portero.adapters.dynamodb.DynamoDbAccounts;
import portero.adapters.dynamodb.DynamoDbInstitutions;
import portero.adapters.dynamodb.DynamoDbLocks;
import portero.adapters.dynamodb.DynamoDbPersonnel;
import portero.domain.Outcome;
import portero.domain.accounts.Callers;
import portero.domain.accounts.ListUsers;
import portero.domain.accounts.Login;
import portero.domain.accounts.UserView;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolYear;
import portero.domain.signin.Authentication.Result;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Isolated("Sets what all clients of this JVM read.")
class SeedingTest {
    private static final InstitutionCode LOS_CEIBOS = new InstitutionCode("0990124-0");

    private static Surroundings surroundings;
    private static List<DemoLogin> logins;

    @BeforeAll
    static void seed() {
        surroundings = new Surroundings();
        logins = seeding().run();
    }

    @AfterAll
    static void close() {
        surroundings.close();
    }

    @Test
    void makes_every_institution_and_its_personnel() {
        var institutions = new DynamoDbInstitutions(surroundings.table());
        var personnel = new DynamoDbPersonnel(surroundings.table());

        var found = institutions.findAll(DemoData.load().institutions().stream()
                .map(institution -> institution.code())
                .toList());

        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(DemoData.load().institutions());
        assertThat(personnel.of(LOS_CEIBOS, Optional.empty()).items())
                .containsExactlyInAnyOrderElementsOf(DemoData.load().places().stream()
                        .map(Place::member)
                        .filter(member -> member.institution().equals(LOS_CEIBOS))
                        .toList());
    }

    @Test
    void gives_logins_that_sign_in() {
        var authentication = new CognitoAuthentication(surroundings.pool());

        var results = logins.stream()
                .map(login -> authentication.signIn(login.login(), login.password()))
                .toList();

        assertThat(logins).hasSize(13);
        for (var i = 0; i < logins.size(); i++) {
            assertThat(results.get(i)).isInstanceOf(
                    logins.get(i).temporary() ? Result.NewPasswordRequired.class : Result.Tokens.class);
        }
    }

    @Test
    void makes_passwords_long_enough_to_be_the_only_factor() {
        var permanent = logins.stream().filter(login -> !login.temporary()).toList();

        assertThat(permanent).allMatch(login -> login.password().value().matches("([a-z0-9]{4}-){3}[a-z0-9]{4}"));
        assertThat(logins.stream().map(DemoLogin::password)).doesNotHaveDuplicates();
    }

    @Test
    void shows_the_director_users_in_every_state() {
        var clock = surroundings.clock();
        var accounts = new DynamoDbAccounts(surroundings.table());
        var listUsers = new ListUsers(
                accounts,
                new DynamoDbPersonnel(surroundings.table()),
                new DynamoDbInstitutions(surroundings.table()),
                new DynamoDbLocks(surroundings.table()),
                clock);
        var director = new Callers(accounts).find(new Login("50118834"), Optional.empty(), "test").orElseThrow();

        var thisYear = users(listUsers.run(director, LOS_CEIBOS, Optional.empty()));
        var lastYear = users(listUsers.run(director, LOS_CEIBOS, thisYear.page().next()));

        assertThat(thisYear.page().items().stream().map(UserView::state))
                .contains(UserView.State.ACTIVE, UserView.State.NEVER_SIGNED_IN, UserView.State.TEMPORARY_EXPIRED);
        assertThat(lastYear.page().items().stream().map(user -> user.account().fullName()))
                .containsExactly("Julia Esther Panduro Sangama");
    }

    @Test
    void gives_somebody_in_two_schools_one_account_with_two_grants() {
        var accounts = new DynamoDbAccounts(surroundings.table());

        var account = accounts.find(new Login("50410096")).orElseThrow();

        assertThat(account.grants().stream().map(grant -> grant.institution().value()))
                .containsExactlyInAnyOrder("0990124-0", "9904616-0");
        assertThat(account.grants()).allMatch(grant -> grant.year().equals(SchoolYear.at(surroundings.clock().instant())));
    }

    @Test
    void leaves_the_person_of_the_journeys_without_an_account() {
        var accounts = new DynamoDbAccounts(surroundings.table());

        var account = accounts.find(new Login("51877203"));

        assertThat(account).isEmpty();
    }

    @Test
    void changes_nothing_where_the_data_is_there_already() {
        var authentication = new CognitoAuthentication(surroundings.pool());

        var again = seeding().run();

        assertThat(again).isEmpty();
        assertThat(authentication.signIn(logins.getFirst().login(), logins.getFirst().password()))
                .isInstanceOf(Result.Tokens.class);
    }

    @Test
    void finishes_what_was_broken_off() {
        var table = surroundings.table();
        var country = new DynamoDbInstitutions(table).find(InstitutionCode.COUNTRY).orElseThrow();
        try (var other = new Surroundings()) {
            new Seeding(DemoData.load(), other.table(), other.pool(), other.clock(), new SecureRandom()).run();
            other.tables().deleteItem(delete -> delete.tableName(other.tableName())
                    .key(Map.of("pk", text("INSTITUTION#PE"), "sk", text("INSTITUTION"))));

            var made = new Seeding(DemoData.load(), other.table(), other.pool(), other.clock(), new SecureRandom()).run();

            assertThat(made).hasSize(13);
            assertThat(made).allMatch(login -> !(new CognitoAuthentication(other.pool())
                    .signIn(login.login(), login.password()) instanceof Result.Wrong));
            assertThat(new DynamoDbInstitutions(other.table()).find(InstitutionCode.COUNTRY)).contains(country);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-28T15:00:00Z", "2027-01-01T04:59:59Z", "2027-01-01T05:00:00Z", "2028-02-29T12:00:00Z"})
    void gives_access_that_holds_on_whatever_day_it_is_made(Instant now) {
        try (var other = new Surroundings()) {
            other.clock().move(Duration.between(other.clock().instant(), now));

            var made = new Seeding(DemoData.load(), other.table(), other.pool(), other.clock(), new SecureRandom()).run();

            var accounts = new DynamoDbAccounts(other.table());
            assertThat(made).hasSize(13).allSatisfy(login -> {
                assertThat(new CognitoAuthentication(other.pool()).signIn(login.login(), login.password()))
                        .isNotInstanceOf(Result.Wrong.class);
                assertThat(accounts.find(login.login()).orElseThrow().grants())
                        .as(login.kind())
                        .anyMatch(grant -> grant.holdsAt(now));
            });
        }
    }

    @Test
    void answers_a_caller_in_another_class_loader_with_the_logins_as_json() {
        try (var other = new Surroundings()) {
            var properties = Map.of(
                    "aws.endpointUrlDynamoDb", other.tablesEndpoint().toString(),
                    "aws.endpointUrlCognitoIdentityProvider", other.poolsEndpoint().toString(),
                    "aws.region", "us-east-1",
                    "aws.accessKeyId", "local",
                    "aws.secretAccessKey", "local");
            properties.forEach(System::setProperty);
            try {
                var settings = Map.of(
                        "table", other.tableName(), "userPoolId", other.poolId(), "clientId", other.clientId(),
                        "now", other.clock().instant().toString());
                var json = part().apply(settings);
                var again = part().apply(settings);

                assertThat(json)
                        .startsWith("[{\"kind\":\"Administradora del ministerio\",\"role\":\"ministry-administrator\"")
                        .contains("\"kind\":\"Directora\",\"role\":\"director\",\"name\":\"Maritza Quispe Rojas\",\"login\":\"50118834\"")
                        .contains("\"temporary\":true,\"institution\":\"I.E. N.º 99012 Los Ceibos del Valle\"")
                        .endsWith("}]");
                assertThat(again).isEmpty();
            } finally {
                properties.keySet().forEach(System::clearProperty);
            }
        }
    }

    @Test
    void says_which_setting_is_missing() {
        var properties = Map.of("aws.region", "us-east-1");
        properties.forEach(System::setProperty);
        try {
            assertThatThrownBy(() -> part().apply(Map.of("userPoolId", "x", "clientId", "y")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("table");
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Function<Map<String, String>, String> part() {
        return ServiceLoader.load(Function.class).stream()
                .filter(provider -> provider.type() == DemoPart.class)
                .map(provider -> (Function<Map<String, String>, String>) provider.get())
                .findFirst()
                .orElseThrow();
    }

    private static ListUsers.Users users(Outcome<ListUsers.Users> outcome) {
        return switch (outcome) {
            case Outcome.Done<ListUsers.Users>(var users) -> users;
            case Outcome.Refused<ListUsers.Users>(var why) -> throw new AssertionError(why);
        };
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static Seeding seeding() {
        return new Seeding(
                DemoData.load(), surroundings.table(), surroundings.pool(), surroundings.clock(), new SecureRandom());
    }
}
