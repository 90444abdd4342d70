package portero.adapters.cognito;

import static portero.adapters.cognito.UserPool.asking;

import portero.domain.accounts.Identities;
import portero.domain.accounts.Login;
import portero.domain.accounts.TemporaryPassword;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
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
}
