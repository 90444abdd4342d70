package portero.adapters.cognito;

import static portero.adapters.cognito.UserPool.asking;

import java.util.Optional;
import portero.domain.accounts.Identities;
import portero.domain.accounts.Login;
import portero.domain.accounts.TemporaryPassword;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Identities as users of the pool; the pool sends no messages of its own. */
public final class CognitoIdentities implements Identities {
    private final UserPool pool;

    public CognitoIdentities(UserPool pool) {
        this.pool = pool;
    }

    @Override
    public boolean create(Login login, TemporaryPassword password) {
        try {
            asking(() -> pool.client()
                    .adminCreateUser(user -> user.userPoolId(pool.id())
                            .username(UserPool.userName(login))
                            .temporaryPassword(password.value())
                            .messageAction(MessageActionType.SUPPRESS)));
            return true;
        } catch (UsernameExistsException exists) {
            return false;
        }
    }

    @Override
    public void setTemporaryPassword(Login login, TemporaryPassword password) {
        asking(() -> pool.client()
                .adminSetUserPassword(set -> set.userPoolId(pool.id())
                        .username(UserPool.userName(login))
                        .password(password.value())
                        .permanent(false)));
    }

    @Override
    public void endSessions(Login login) {
        asking(() -> pool.client()
                .adminUserGlobalSignOut(user -> user.userPoolId(pool.id()).username(UserPool.userName(login))));
    }

    @Override
    public Optional<Identity> find(Login login) {
        try {
            var user = asking(() -> pool.client()
                    .adminGetUser(get -> get.userPoolId(pool.id()).username(UserPool.userName(login))));
            return Optional.of(new Identity(
                    user.enabled(),
                    user.userStatus() == UserStatusType.FORCE_CHANGE_PASSWORD,
                    user.userLastModifiedDate()));
        } catch (UserNotFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(Login login) {
        try {
            asking(() -> pool.client()
                    .adminDeleteUser(user -> user.userPoolId(pool.id()).username(UserPool.userName(login))));
        } catch (UserNotFoundException gone) {
            // That is what was wanted.
        }
    }
}
