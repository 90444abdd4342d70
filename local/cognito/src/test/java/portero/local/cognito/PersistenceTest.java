package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.attr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** What survives a restart and a crash, emulator only. */
class PersistenceTest {
    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();

    private CognitoServer start() {
        return CognitoServer.start(IdentityService.settings(clock).withDataFolder(folder));
    }

    private static TestPool createPool(CognitoIdentityProviderClient cognito) {
        UserPoolType pool = cognito.createUserPool(request -> request.poolName("kept")
                        .userPoolTier("LITE")
                        .usernameConfiguration(names -> names.caseSensitive(false))
                        .aliasAttributesWithStrings("email")
                        .userPoolTags(Map.of("stage", "dev"))
                        .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(8))))
                .userPool();
        return TestPool.of(cognito, pool.id(), _ -> {});
    }

    private Path journal(TestPool pool) {
        return folder.resolve(pool.id()).resolve("journal.jsonl");
    }

    @Test
    void restart_shouldKeepPoolsClientsUsersKeysAndRefreshTokens() throws IOException {
        UserPoolType poolBefore;
        UserPoolClientType clientBefore;
        TestPool before;
        String username;
        AuthenticationResultType tokens;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            before = createPool(cognito);
            username = before.confirmed(attr("email", "kept@school.pe"), attr("email_verified", "true"));
            tokens = before.tokens(username);
            String id = before.id();
            String clientId = before.clientId();
            poolBefore = cognito.describeUserPool(request -> request.userPoolId(id)).userPool();
            clientBefore = cognito.describeUserPoolClient(request -> request.userPoolId(id).clientId(clientId))
                    .userPoolClient();
        }

        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            TestPool pool = new TestPool(cognito, before.id(), before.clientId(), before.secret());
            assertThat(cognito.describeUserPool(request -> request.userPoolId(pool.id())).userPool())
                    .isEqualTo(poolBefore);
            assertThat(
                    cognito.describeUserPoolClient(request -> request.userPoolId(pool.id()).clientId(pool.clientId()))
                    .userPoolClient())
                    .isEqualTo(clientBefore);
            assertThat(pool.signIn("kept@school.pe", PERMANENT).authenticationResult()).isNotNull();
            assertThat(cognito.getUser(request -> request.accessToken(tokens.accessToken())).username())
                    .isEqualTo(username);
            assertThat(TestPool.header(pool.refresh(username, tokens.refreshToken()).accessToken()))
                    .isEqualTo(TestPool.header(tokens.accessToken()));
        }
    }

    @Test
    void restart_shouldKeepWhatEnded_andWhoIsLockedOut() {
        TestPool before;
        String revoked;
        String locked;
        String deleted;
        String refreshToken;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            before = createPool(cognito);
            TestPool pool = before;
            revoked = pool.confirmed();
            refreshToken = pool.tokens(revoked).refreshToken();
            pool.revoke(refreshToken);
            deleted = pool.confirmed();
            pool.delete(deleted);
            String guessed = pool.confirmed();
            locked = guessed;
            for (int guess = 0; guess < 5; guess++) {
                assertThatThrownBy(() -> pool.signIn(guessed, "guessed!")).isInstanceOf(NotAuthorizedException.class);
            }
        }

        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            TestPool pool = new TestPool(cognito, before.id(), before.clientId(), before.secret());
            assertThatThrownBy(() -> pool.refresh(revoked, refreshToken)).hasMessageContaining("revoked");
            assertThatThrownBy(() -> pool.get(deleted)).isInstanceOf(UserNotFoundException.class);
            assertThatThrownBy(() -> pool.signIn(locked, PERMANENT)).hasMessageContaining("Password attempts exceeded");
        }
    }

    @Test
    void restart_shouldKeepADeletedPoolDeleted() {
        String id;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            TestPool pool = createPool(cognito);
            pool.confirmed();
            id = pool.id();
            cognito.deleteUserPool(request -> request.userPoolId(pool.id()));
        }

        assertThat(folder.resolve(id)).doesNotExist();
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            assertThat(cognito.listUserPools(request -> request.maxResults(60)).userPools()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restart_shouldChangeNothing_whateverHappenedBefore(long seed) {
        var random = new Random(seed);
        TestPool before;
        List<UserType> usersBefore;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            before = createPool(cognito);
            var names = new ArrayList<>(List.of(before.temporary()));
            for (int step = 0; step < 60; step++) {
                clock.move(Duration.ofSeconds(random.nextInt(1000)));
                String username = names.get(random.nextInt(names.size()));
                switch (random.nextInt(6)) {
                    case 0 -> before.disable(username);
                    case 1 -> before.enable(username);
                    case 2 -> before.setPassword(username, PERMANENT, random.nextBoolean());
                    case 3 -> before.update(username, attr("nickname", random.nextBoolean() ? "ñ" + step : ""));
                    case 4 -> {
                        before.delete(username);
                        before.create(username);
                    }
                    default -> names.add(before.temporary());
                }
            }
            usersBefore = users(before);
        }

        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            assertThat(users(new TestPool(cognito, before.id(), before.clientId(), before.secret()))).isEqualTo(usersBefore);
        }
    }

    private static List<UserType> users(TestPool pool) {
        return pool.cognito().listUsersPaginator(request -> request.userPoolId(pool.id())).users().stream().toList();
    }

    /** A kill can tear the last line at any byte, even inside a character: what came before must be there. */
    @Test
    void crash_shouldLoseNothingButTheChangeItInterrupted() throws IOException {
        TestPool pool;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            pool = createPool(cognito);
            pool.confirmed();
            pool.temporary(attr("nickname", "ñandú"));
        }
        byte[] whole = Files.readAllBytes(journal(pool));
        int lastLine = new String(whole, 0, whole.length - 1, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
        PoolStore store = new PoolStore(Optional.of(folder), pool.id());
        List<PoolStore.Entry> all = store.readJournal();
        assertThat(all).hasSize(3);

        for (int length = lastLine; length < whole.length; length++) {
            Files.write(journal(pool), Arrays.copyOf(whole, length));

            assertThat(store.readJournal()).isEqualTo(all.subList(0, length < whole.length - 1 ? 2 : 3));
        }
    }

    @Test
    void crash_shouldLetTheServiceGoOn_afterATornLine() throws IOException {
        TestPool before;
        String kept;
        String torn;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            before = createPool(cognito);
            kept = before.temporary();
            torn = before.temporary();
        }
        byte[] whole = Files.readAllBytes(journal(before));
        Files.write(journal(before), Arrays.copyOf(whole, whole.length - 20));

        for (int start = 0; start < 2; start++) {
            try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
                TestPool pool = new TestPool(cognito, before.id(), before.clientId(), before.secret());
                assertThat(pool.get(kept).username()).isEqualTo(kept);
                assertThatThrownBy(() -> pool.get(torn)).isInstanceOf(UserNotFoundException.class);
                pool.temporary();
            }
        }
    }

    /** Anything but the last line can not be torn by a crash, so guessing would hide a fault. */
    @Test
    void damage_shouldStopTheStart_whenItIsNotAtTheEnd() throws IOException {
        TestPool pool;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            pool = createPool(cognito);
            pool.confirmed();
        }
        Files.writeString(journal(pool), "{\"us\n" + Files.readString(journal(pool)));

        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged at line 1");
    }

    @Test
    void crash_shouldIgnoreFilesThatWereNotMovedInPlace() throws IOException {
        TestPool before;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            before = createPool(cognito);
        }
        Files.writeString(folder.resolve(before.id()).resolve("pool.json.new"), "{\"id\":");
        Files.createDirectories(folder.resolve("us-east-1_halfmade0"));
        Files.writeString(folder.resolve("us-east-1_halfmade0").resolve("pool.json.new"), "{");

        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            assertThat(cognito.listUserPools(request -> request.maxResults(60)).userPools()).hasSize(1);
        }
    }

    /** Two services on one folder would overwrite each other's journals. */
    @Test
    void start_shouldRefuse_whenAnotherServiceUsesTheFolder() {
        try (CognitoServer server = start()) {
            assertThatThrownBy(this::start).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Another service");
            assertThat(server.endpoint().getPort()).isPositive();
        }

        assertThatCode(() -> start().close()).doesNotThrowAnyException();
    }

    @Test
    void files_shouldHoldNoPasswordNorRefreshToken() throws IOException {
        String refreshToken;
        TestPool pool;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            pool = createPool(cognito);
            refreshToken = pool.tokens(pool.confirmed()).refreshToken();
        }

        assertThat(Files.readString(journal(pool))).doesNotContain(PERMANENT).doesNotContain(TestPool.TEMPORARY)
                .doesNotContain(refreshToken);
    }

    @Test
    void journal_shouldBeShortened_whenItSaysLittle() throws IOException {
        TestPool pool;
        try (CognitoServer server = start(); var cognito = IdentityService.client(server)) {
            pool = createPool(cognito);
            String username = pool.confirmed();
            for (int change = 0; change < 50; change++) {
                pool.update(username, attr("nickname", "n" + change));
            }
        }
        assertThat(Files.readAllLines(journal(pool))).hasSizeGreaterThan(50);

        start().close();

        assertThat(Files.readAllLines(journal(pool))).hasSize(1);
    }
}
