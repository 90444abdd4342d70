package portero.adapters.cognito;

import static portero.adapters.cognito.UserPool.asking;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import portero.domain.Secret;
import portero.domain.Unavailable;
import portero.domain.accounts.Login;
import portero.domain.signin.Authentication;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Sign-in by the server-side flow alone, so that nobody gets round the verification code by asking the pool directly. */
public final class CognitoAuthentication implements Authentication {
    private static final String TEMPORARY_EXPIRED = "Temporary password has expired";
    private static final String LOCKED = "Password attempts exceeded";

    private final UserPool pool;

    public CognitoAuthentication(UserPool pool) {
        this.pool = pool;
    }

    @Override
    public Result signIn(Login login, Secret password) {
        try {
            var answer = asking(() -> pool.client()
                    .adminInitiateAuth(auth -> auth.userPoolId(pool.id())
                            .clientId(pool.clientId())
                            .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                            .authParameters(Map.of(
                                    "USERNAME", UserPool.userName(login),
                                    "PASSWORD", password.value(),
                                    "SECRET_HASH", pool.secretHash(login)))));
            if (answer.challengeName() == ChallengeNameType.NEW_PASSWORD_REQUIRED) {
                return new Result.NewPasswordRequired(new Secret(answer.session()));
            }
            return tokens(answer.authenticationResult(), null);
        } catch (NotAuthorizedException refused) {
            return refusal(refused);
        } catch (UserNotFoundException | PasswordResetRequiredException unknown) {
            return new Result.Wrong();
        }
    }

    private static Result refusal(NotAuthorizedException refused) {
        var message = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorMessage();
        if (message.startsWith(TEMPORARY_EXPIRED)) {
            return new Result.TemporaryPasswordExpired();
        }
        if (message.startsWith(LOCKED)) {
            // Our own counter locks earlier; if the pool's does all the same, the password was not looked at.
            throw new Unavailable("cognito", Duration.ofSeconds(30), refused);
        }
        return new Result.Wrong();
    }

    @Override
    public Result answer(Login login, Secret challenge, Secret newPassword) {
        return orEnded(() -> tokens(
                pool.client()
                        .adminRespondToAuthChallenge(answer -> answer.userPoolId(pool.id())
                                .clientId(pool.clientId())
                                .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                                .session(challenge.value())
                                .challengeResponses(Map.of(
                                        "USERNAME", UserPool.userName(login),
                                        "NEW_PASSWORD", newPassword.value(),
                                        "SECRET_HASH", pool.secretHash(login))))
                        .authenticationResult(),
                null));
    }

    @Override
    public Result refresh(Login login, Secret refresh) {
        return orEnded(() -> tokens(
                pool.client()
                        .adminInitiateAuth(auth -> auth.userPoolId(pool.id())
                                .clientId(pool.clientId())
                                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                                .authParameters(Map.of(
                                        "REFRESH_TOKEN", refresh.value(),
                                        "SECRET_HASH", pool.secretHash(login))))
                        .authenticationResult(),
                refresh));
    }

    @Override
    public void revoke(Secret refresh) {
        orEnded(() -> {
            pool.client()
                    .revokeToken(revoke -> revoke.clientId(pool.clientId())
                            .clientSecret(pool.clientSecret())
                            .token(refresh.value()));
            return new Result.Ended();
        });
    }

    @Override
    public void replacePassword(Login login, Secret password) {
        asking(() -> pool.client()
                .adminSetUserPassword(set -> set.userPoolId(pool.id())
                        .username(UserPool.userName(login))
                        .password(password.value())
                        .permanent(true)));
        asking(() -> pool.client()
                .adminUserGlobalSignOut(end -> end.userPoolId(pool.id()).username(UserPool.userName(login))));
    }

    /** Spent, foreign and malformed sessions and tokens, disabled and deleted users: the session has ended, whatever ended it. */
    private static Result orEnded(Supplier<Result> call) {
        try {
            return asking(call);
        } catch (NotAuthorizedException
                | CodeMismatchException
                | ExpiredCodeException
                | UserNotFoundException
                | InvalidParameterException ended) {
            return new Result.Ended();
        } catch (CognitoIdentityProviderException refused) {
            var code = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorCode();
            if (code.equals("UnsupportedTokenTypeException") || code.equals("UnauthorizedException")) {
                return new Result.Ended();
            }
            throw refused;
        }
    }

    private static Result.Tokens tokens(AuthenticationResultType result, @Nullable Secret refresh) {
        return new Result.Tokens(
                new Secret(result.accessToken()),
                refresh == null ? new Secret(result.refreshToken()) : refresh,
                Duration.ofSeconds(result.expiresIn()));
    }
}
