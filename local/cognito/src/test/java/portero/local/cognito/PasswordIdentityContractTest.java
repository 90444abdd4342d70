package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;
import static portero.local.cognito.TestPool.attr;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** Passwords: the policy on every path, temporary and permanent ones, their change and expiry. */
class PasswordIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool(
                request -> request.policies(policies -> policies.passwordPolicy(
                        policy -> policy.minimumLength(8).temporaryPasswordValidityDays(2))),
                _ -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "Ab1!, long enough",
        "abcdefg1!, uppercase",
        "ABCDEFG1!, lowercase",
        "Abcdefgh!, numeric",
        "Abcdefgh1, symbol"
    })
    @Source(Docs.PASSWORDS)
    void policy_shouldRefuse_whatEachOfItsRulesAsksFor(String password, String reason) {
        String id = createPool(_ -> {}).id();

        assertRefused(InvalidPasswordException.class, () -> cognito.adminCreateUser(request ->
                        request.userPoolId(id).username("ana").temporaryPassword(password).messageAction("SUPPRESS")))
                .hasMessageContaining(reason);
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldConfirm_whenPermanent() {
        String username = pool.temporary();

        pool.setPassword(username, PERMANENT, true);

        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(pool.signIn(username, PERMANENT).authenticationResult()).isNotNull();
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldForceAChange_whenNotPermanent_andTheOldPasswordDies() {
        String username = pool.confirmed();

        pool.setPassword(username, "temporary2", false);

        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT));
        assertThat(pool.signIn(username, "temporary2").challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldBeTemporary_whenPermanentIsLeftOut() {
        String username = pool.confirmed();

        cognito.adminSetUserPassword(request ->
                request.userPoolId(pool.id()).username(username).password("temporary2"));

        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldRefuse_whenThePasswordBreaksThePolicy_andKeepTheOldOne() {
        String username = pool.confirmed();

        assertRefused(InvalidPasswordException.class, () -> pool.setPassword(username, "short", true));

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldRefuse_whenTheUserIsUnknown() {
        assertRefused(UserNotFoundException.class, () -> pool.setPassword(freshName(), PERMANENT, true));
    }

    @Test
    @Source(Docs.PASSWORD_POLICY)
    void temporaryPassword_shouldWork_untilItExpires() {
        String username = pool.temporary();

        service.passes(Duration.ofDays(2).minusSeconds(1));

        assertThat(pool.signIn(username, TEMPORARY).challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    }

    @Test
    @Source(Docs.PASSWORD_POLICY)
    void temporaryPassword_shouldBeRefused_onceExpired_andSayWhyOnlyToWhoKnowsIt() {
        String username = pool.temporary();

        service.passes(Duration.ofDays(2));

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, TEMPORARY))
                .hasMessageContaining("Temporary password has expired and must be reset by an administrator.");
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, "some other"))
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void temporaryPassword_shouldLiveAnew_whenSetAgain() {
        String username = pool.temporary();
        service.passes(Duration.ofDays(3));

        pool.setPassword(username, "temporary2", false);

        assertThat(pool.signIn(username, "temporary2").challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        service.passes(Duration.ofDays(2));
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, "temporary2"))
                .hasMessageContaining("expired");
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void temporaryPassword_shouldLiveAnew_whenResent() {
        String username = pool.temporary();
        service.passes(Duration.ofDays(3));

        cognito.adminCreateUser(request ->
                request.userPoolId(pool.id()).username(username).temporaryPassword("temporary2")
                        .messageAction("RESEND"));

        assertThat(pool.signIn(username, "temporary2").challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    }

    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void permanentPassword_shouldNotExpire() {
        String username = pool.confirmed();

        service.passes(Duration.ofDays(400));

        assertThat(pool.signIn(username, PERMANENT).authenticationResult()).isNotNull();
    }

    @Test
    @Source(Docs.CHANGE_PASSWORD)
    void changePassword_shouldReplaceIt() {
        String username = pool.confirmed();
        String accessToken = pool.tokens(username).accessToken();

        cognito.changePassword(request ->
                request.accessToken(accessToken).previousPassword(PERMANENT).proposedPassword("permanent2"));

        assertThatCode(() -> pool.signIn(username, "permanent2")).doesNotThrowAnyException();
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT));
    }

    @Test
    @Source(Docs.CHANGE_PASSWORD)
    void changePassword_shouldRefuse_whenThePreviousPasswordIsWrong() {
        String accessToken = pool.tokens(pool.confirmed()).accessToken();

        assertRefused(NotAuthorizedException.class, () -> cognito.changePassword(request ->
                request.accessToken(accessToken).previousPassword("not mine".replace(' ', '-'))
                        .proposedPassword("permanent2")));
    }

    @Test
    @Source(Docs.CHANGE_PASSWORD)
    void changePassword_shouldRefuse_whenTheNewPasswordBreaksThePolicy() {
        String accessToken = pool.tokens(pool.confirmed()).accessToken();

        assertRefused(InvalidPasswordException.class, () -> cognito.changePassword(request ->
                request.accessToken(accessToken).previousPassword(PERMANENT).proposedPassword("short")));
    }

    @Test
    @Source(Docs.CHANGE_PASSWORD)
    void changePassword_shouldStopGuesses_afterFive() {
        service.emulatorOnly();
        String accessToken = pool.tokens(pool.confirmed()).accessToken();
        for (int guess = 0; guess < 5; guess++) {
            assertRefused(NotAuthorizedException.class, () -> cognito.changePassword(request ->
                    request.accessToken(accessToken).previousPassword("guessed!").proposedPassword("permanent2")));
        }

        assertRefused(LimitExceededException.class, () -> cognito.changePassword(request ->
                request.accessToken(accessToken).previousPassword(PERMANENT).proposedPassword("permanent2")));
    }

    @Test
    @Source(Docs.ADMIN_RESET_USER_PASSWORD)
    void adminResetUserPassword_shouldStopSignIn_untilAPasswordIsSet() {
        String username = pool.confirmed(attr("email", "r@school.pe"), attr("email_verified", "true"));
        cognito.adminResetUserPassword(request -> request.userPoolId(pool.id()).username(username));

        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.RESET_REQUIRED);
        assertRefused(PasswordResetRequiredException.class, () -> pool.signIn(username, PERMANENT));

        pool.setPassword(username, "permanent2", true);
        assertThatCode(() -> pool.signIn(username, "permanent2")).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_RESET_USER_PASSWORD)
    void adminResetUserPassword_shouldRefuse_whenThereIsNoVerifiedAddress() {
        String username = pool.confirmed(attr("email", "r@school.pe"));

        assertRefused(InvalidParameterException.class, () ->
                cognito.adminResetUserPassword(request -> request.userPoolId(pool.id()).username(username)));
    }

    @Test
    @Source(Docs.ADMIN_RESET_USER_PASSWORD)
    void adminResetUserPassword_shouldRefuse_whileThePasswordIsTemporary() {
        String username = pool.temporary(attr("email", "r@school.pe"), attr("email_verified", "true"));

        assertRefused(NotAuthorizedException.class, () ->
                cognito.adminResetUserPassword(request -> request.userPoolId(pool.id()).username(username)));
    }
}
