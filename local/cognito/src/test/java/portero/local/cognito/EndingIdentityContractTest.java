package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnauthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedOperationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedTokenTypeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** How sign-ins end: disabling, signing out, revoking, deleting. */
class EndingIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool();
    }

    private void assertEnded(String username, AuthenticationResultType tokens) {
        assertRefused(NotAuthorizedException.class, () ->
                cognito.getUser(request -> request.accessToken(tokens.accessToken())));
        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, tokens.refreshToken()));
    }

    private void assertRunning(String username, AuthenticationResultType tokens) {
        assertThatCode(() -> cognito.getUser(request -> request.accessToken(tokens.accessToken())))
                .doesNotThrowAnyException();
        assertThatCode(() -> pool.refresh(username, tokens.refreshToken())).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void adminDisableUser_shouldEndAllTokens() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        pool.disable(username);

        assertEnded(username, tokens);
        assertRefused(NotAuthorizedException.class, () ->
                cognito.changePassword(request -> request.accessToken(tokens.accessToken())
                .previousPassword(PERMANENT)
                .proposedPassword("permanent2")));
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void adminDisableUser_shouldEndAccessTokensForGood_evenIfEnabledAgain() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        pool.disable(username);
        pool.enable(username);

        assertRefused(NotAuthorizedException.class, () ->
                cognito.getUser(request -> request.accessToken(tokens.accessToken())));
    }

    @Test
    @Source(Docs.ADMIN_USER_GLOBAL_SIGN_OUT)
    void adminUserGlobalSignOut_shouldEndAllSignIns_butNotLaterOnes() {
        String username = pool.confirmed();
        AuthenticationResultType first = pool.tokens(username);
        AuthenticationResultType second = pool.tokens(username);

        cognito.adminUserGlobalSignOut(request -> request.userPoolId(pool.id()).username(username));

        assertEnded(username, first);
        assertEnded(username, second);
        assertRunning(username, pool.tokens(username));
    }

    @Test
    @Source(Docs.ADMIN_USER_GLOBAL_SIGN_OUT)
    void adminUserGlobalSignOut_shouldEndRefreshedTokensToo() {
        String username = pool.confirmed();
        AuthenticationResultType refreshed = pool.refresh(username, pool.tokens(username).refreshToken());

        cognito.adminUserGlobalSignOut(request -> request.userPoolId(pool.id()).username(username));

        assertRefused(NotAuthorizedException.class, () ->
                cognito.getUser(request -> request.accessToken(refreshed.accessToken())))
                .hasMessageContaining("Access Token has been revoked");
    }

    @Test
    @Source(Docs.ADMIN_USER_GLOBAL_SIGN_OUT)
    void adminUserGlobalSignOut_shouldLeaveOthersAlone() {
        String username = pool.confirmed();
        String other = pool.confirmed();
        AuthenticationResultType others = pool.tokens(other);

        cognito.adminUserGlobalSignOut(request -> request.userPoolId(pool.id()).username(username));

        assertRunning(other, others);
    }

    @Test
    @Source(Docs.ADMIN_USER_GLOBAL_SIGN_OUT)
    void adminUserGlobalSignOut_shouldRefuse_whenTheUserIsUnknown() {
        assertRefused(UserNotFoundException.class, () ->
                cognito.adminUserGlobalSignOut(request -> request.userPoolId(pool.id()).username(freshName())));
    }

    @Test
    @Source(Docs.GLOBAL_SIGN_OUT)
    void globalSignOut_shouldEndAllSignInsOfTheBearer() {
        String username = pool.confirmed();
        AuthenticationResultType first = pool.tokens(username);
        AuthenticationResultType second = pool.tokens(username);

        cognito.globalSignOut(request -> request.accessToken(second.accessToken()));

        assertEnded(username, first);
        assertEnded(username, second);
        assertRefused(NotAuthorizedException.class, () ->
                cognito.globalSignOut(request -> request.accessToken(second.accessToken())));
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldEndItsOwnSignInOnly() {
        String username = pool.confirmed();
        AuthenticationResultType revoked = pool.tokens(username);
        AuthenticationResultType kept = pool.tokens(username);

        pool.revoke(revoked.refreshToken());

        assertEnded(username, revoked);
        assertRunning(username, kept);
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldEndRefreshedAccessTokensToo() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);
        String refreshed = pool.refresh(username, tokens.refreshToken()).accessToken();

        pool.revoke(tokens.refreshToken());

        assertRefused(NotAuthorizedException.class, () -> cognito.getUser(request -> request.accessToken(refreshed)));
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldSucceedAgain() {
        String refreshToken = pool.tokens(pool.confirmed()).refreshToken();
        pool.revoke(refreshToken);

        assertThatCode(() -> pool.revoke(refreshToken)).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldRefuse_accessAndIdTokens() {
        AuthenticationResultType tokens = pool.tokens(pool.confirmed());

        assertRefused(UnsupportedTokenTypeException.class, () -> pool.revoke(tokens.accessToken()));
        assertRefused(UnsupportedTokenTypeException.class, () -> pool.revoke(tokens.idToken()));
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldRefuse_whenTheSecretIsMissingOrWrong() {
        String refreshToken = pool.tokens(pool.confirmed()).refreshToken();

        assertRefused(UnauthorizedException.class, () -> cognito.revokeToken(request ->
                request.clientId(pool.clientId()).token(refreshToken)));
        assertRefused(UnauthorizedException.class, () -> cognito.revokeToken(request ->
                request.clientId(pool.clientId()).clientSecret("wrong".repeat(10)).token(refreshToken)));
    }

    @Test
    @Source(Docs.REVOKE_TOKEN)
    void revokeToken_shouldRefuse_anotherClientsToken() {
        TestPool otherClient = pool.withClient(_ -> {});
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        assertRefused(UnauthorizedException.class, () -> otherClient.revoke(tokens.refreshToken()));

        assertRunning(username, tokens);
    }

    @Test
    @Source(Docs.REVOCATION)
    void revokeToken_shouldRefuse_whereRevocationIsOff() {
        TestPool plain = pool.withClient(request -> request.enableTokenRevocation(false));
        String refreshToken = plain.tokens(pool.confirmed()).refreshToken();

        assertRefused(UnsupportedOperationException.class, () -> plain.revoke(refreshToken));
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER)
    void adminDeleteUser_shouldEndAllTokens() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        pool.delete(username);

        assertRefused(UserNotFoundException.class, () ->
                cognito.getUser(request -> request.accessToken(tokens.accessToken())));
        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, tokens.refreshToken()));
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER)
    void adminDeleteUser_shouldLeaveNothingToANamesake() {
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);
        pool.delete(username);

        pool.create(username);
        pool.setPassword(username, PERMANENT, true);

        assertRefused(NotAuthorizedException.class, () -> pool.refresh(username, tokens.refreshToken()));
        assertRefused(UserNotFoundException.class, () ->
                cognito.getUser(request -> request.accessToken(tokens.accessToken())));
    }

    /** Callers who mean to end sign-ins with a password must say so: the service does not. */
    @Test
    @Source(Docs.ADMIN_SET_USER_PASSWORD)
    void adminSetUserPassword_shouldLeaveSignInsRunning() {
        service.emulatorOnly();
        String username = pool.confirmed();
        AuthenticationResultType tokens = pool.tokens(username);

        pool.setPassword(username, "permanent2", true);

        assertRunning(username, tokens);
    }
}
