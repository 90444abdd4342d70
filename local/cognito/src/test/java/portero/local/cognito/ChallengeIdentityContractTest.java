package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;
import static portero.local.cognito.TestPool.attr;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** The challenge that follows a temporary password. */
class ChallengeIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool();
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void temporaryPassword_shouldAnswerAChallenge_neverTokens() throws IOException {
        String username = pool.temporary(attr("email", "t@school.pe"));

        AdminInitiateAuthResponse answer = pool.signIn(username, TEMPORARY);

        assertThat(answer.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        assertThat(answer.authenticationResult()).isNull();
        assertThat(answer.session()).hasSizeBetween(20, 2048);
        assertThat(answer.challengeParameters()).containsEntry("USER_ID_FOR_SRP", username);
        assertThat(new ObjectMapper().readTree(answer.challengeParameters().get("userAttributes")).path("email")
                .asText())
                .isEqualTo("t@school.pe");
        assertThat(new ObjectMapper().readTree(answer.challengeParameters().get("requiredAttributes"))).isEmpty();
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void newPassword_shouldConfirmAndAnswerTokens() {
        String username = pool.temporary();

        AuthenticationResultType tokens = pool.answer(pool.session(username), username, PERMANENT)
                .authenticationResult();

        assertThat(tokens.accessToken()).isNotBlank();
        assertThat(tokens.refreshToken()).isNotBlank();
        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(pool.signIn(username, PERMANENT).authenticationResult()).isNotNull();
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, TEMPORARY));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldWorkOnce() {
        String username = pool.temporary();
        String session = pool.session(username);
        pool.answer(session, username, PERMANENT);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(session, username, "permanent2"));

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldNotOutliveThePasswordChangeOfAnotherSession() {
        String username = pool.temporary();
        String first = pool.session(username);
        String second = pool.session(username);
        pool.answer(first, username, PERMANENT);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(second, username, "permanent2"));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldDie_whenAnAdministratorSetsAnotherPassword() {
        service.emulatorOnly();
        String username = pool.temporary();
        String session = pool.session(username);

        pool.setPassword(username, "temporary2", false);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(session, username, PERMANENT));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void session_shouldExpire_afterThreeMinutes() {
        String username = pool.temporary();
        String early = pool.session(username);
        service.passes(Duration.ofMinutes(3).minusSeconds(1));
        String other = pool.temporary();
        assertThatCode(() -> pool.answer(early, username, PERMANENT)).doesNotThrowAnyException();
        String late = pool.session(other);

        service.passes(Duration.ofMinutes(3));

        assertRefused(NotAuthorizedException.class, () -> pool.answer(late, other, PERMANENT))
                .hasMessageContaining("expired");
    }

    @Test
    @Source(Docs.CREATE_USER_POOL_CLIENT)
    void session_shouldLiveAsLongAsTheClientSays() {
        TestPool patient = pool.withClient(request -> request.authSessionValidity(15));
        String username = pool.temporary();
        String session = patient.session(username);

        service.passes(Duration.ofMinutes(14));

        assertThatCode(() -> patient.answer(session, username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_forAnotherUser() {
        String username = pool.temporary();
        String other = pool.temporary();
        String session = pool.session(username);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(session, other, PERMANENT));
        assertThat(pool.get(other).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_forAnotherClient() {
        TestPool otherClient = pool.withClient(_ -> {});
        String username = pool.temporary();
        String session = pool.session(username);

        assertRefused(NotAuthorizedException.class, () -> otherClient.answer(session, username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_forAnotherPool() {
        TestPool otherPool = pool();
        String username = pool.temporary();
        otherPool.create(username);
        String session = pool.session(username);

        assertRefused(NotAuthorizedException.class, () -> otherPool.answer(session, username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_whenMadeUp() {
        String username = pool.temporary();

        assertRefused(NotAuthorizedException.class, () -> pool.answer("a".repeat(40), username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_whenShorterThanTwenty() {
        assertRefused(InvalidParameterException.class, () -> pool.answer("short", "ana", PERMANENT))
                .hasMessageContaining("session");
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void session_shouldBeRefused_whenMissing() {
        String username = pool.temporary();

        assertRefused(InvalidParameterException.class, () -> pool.answer(null, username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void answer_shouldBeRefused_whenTheUserWasDisabledMeanwhile() {
        String username = pool.temporary();
        String session = pool.session(username);
        pool.disable(username);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(session, username, PERMANENT));
        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER)
    void answer_shouldBeRefused_whenTheUserWasDeletedMeanwhile_evenForANamesake() {
        String username = pool.temporary();
        String session = pool.session(username);
        pool.delete(username);
        pool.create(username);

        assertRefused(NotAuthorizedException.class, () -> pool.answer(session, username, PERMANENT));
    }

    @Test
    @Source(Docs.PASSWORDS)
    void answer_shouldBeRefused_whenTheNewPasswordBreaksThePolicy() {
        String username = pool.temporary();
        String session = pool.session(username);

        assertRefused(InvalidPasswordException.class, () -> pool.answer(session, username, "short"));
        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void answer_shouldBeRefused_whenSecretHashIsMissingOrWrong() {
        String username = pool.temporary();
        String session = pool.session(username);
        Consumer<Map<String, String>> answer = responses -> cognito.adminRespondToAuthChallenge(request ->
                request.userPoolId(pool.id())
                        .clientId(pool.clientId())
                        .challengeName("NEW_PASSWORD_REQUIRED")
                        .session(session)
                        .challengeResponses(responses));

        assertRefused(NotAuthorizedException.class, () ->
                answer.accept(Map.of("USERNAME", username, "NEW_PASSWORD", PERMANENT)));
        assertRefused(NotAuthorizedException.class, () -> answer.accept(
                Map.of("USERNAME", username, "NEW_PASSWORD", PERMANENT, "SECRET_HASH", pool.secretHash("other"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"USERNAME", "NEW_PASSWORD"})
    @Source(Docs.ADMIN_RESPOND)
    void answer_shouldBeRefused_whenAResponseIsMissing(String missing) {
        String username = pool.temporary();
        String session = pool.session(username);
        var responses = new HashMap<>(Map.of("USERNAME", username, "NEW_PASSWORD", PERMANENT));
        responses.remove(missing);

        assertRefused(InvalidParameterException.class, () -> pool.answer(session, username, responses))
                .hasMessageContaining(missing);
    }

    private TestPool poolThatRequiresAFamilyName() {
        return pool(
                request ->
                        request.schema(
                        schema(attribute ->
                        attribute.name("family_name").attributeDataType("String").mutable(true)
                        .required(true))),
                _ -> {});
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void requiredAttributes_shouldBeNamedAndAskedFor() {
        TestPool strict = poolThatRequiresAFamilyName();
        String username = strict.temporary();
        AdminInitiateAuthResponse challenge = strict.signIn(username, TEMPORARY);

        assertThat(challenge.challengeParameters())
                .containsEntry("requiredAttributes", "[\"userAttributes.family_name\"]");
        assertRefused(InvalidParameterException.class, () -> strict.answer(challenge.session(), username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void requiredAttributes_shouldBeTakenFromTheAnswer() {
        TestPool strict = poolThatRequiresAFamilyName();
        String username = strict.temporary();

        strict.answer(strict.session(username), username, Map.of(
                "USERNAME", username, "NEW_PASSWORD", PERMANENT, "userAttributes.family_name", "Quispe"));

        assertThat(strict.attribute(username, "family_name")).isEqualTo("Quispe");
        assertThat(strict.get(username).userStatus()).isEqualTo(UserStatusType.CONFIRMED);
    }

    @Test
    @Source(Docs.ADMIN_RESPOND)
    void requiredAttributes_shouldNotBeAskedFor_whenTheUserHasThem() {
        TestPool strict = poolThatRequiresAFamilyName();
        String username = strict.temporary(attr("family_name", "Quispe"));
        AdminInitiateAuthResponse challenge = strict.signIn(username, TEMPORARY);

        assertThat(challenge.challengeParameters()).containsEntry("requiredAttributes", "[]");
        assertThatCode(() -> strict.answer(challenge.session(), username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.RESPOND)
    void respondToAuthChallenge_shouldFollowInitiateAuth() {
        TestPool direct = pool.withClient(request ->
                request.generateSecret(false).explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH"));
        String username = pool.temporary();
        String session = cognito.initiateAuth(request -> request.clientId(direct.clientId())
                        .authFlow("USER_PASSWORD_AUTH")
                        .authParameters(Map.of("USERNAME", username, "PASSWORD", TEMPORARY)))
                .session();

        RespondToAuthChallengeResponse answer = cognito.respondToAuthChallenge(request ->
                request.clientId(direct.clientId())
                .challengeName("NEW_PASSWORD_REQUIRED")
                .session(session)
                .challengeResponses(Map.of("USERNAME", username, "NEW_PASSWORD", PERMANENT)));

        assertThat(answer.authenticationResult().accessToken()).isNotBlank();
    }
}
