package portero.local.cognito;

import org.jspecify.annotations.Nullable;

/** Who uses a client with a secret proves it with every call. */
final class SecretHash {
    private SecretHash() {}

    /** @throws ServiceException NotAuthorizedException if it is missing, wrong, or sent for a client without secret */
    static void check(AppClient client, String username, @Nullable String presented) {
        if (client.secret().isEmpty()) {
            if (presented != null) {
                throw wrong(client);
            }
            return;
        }
        if (presented == null) {
            throw missing(client);
        }
        if (!Hashes.same(Hashes.secretHash(client.secret().get(), username, client.id()), presented)) {
            throw wrong(client);
        }
    }

    static ServiceException missing(AppClient client) {
        return ServiceException.notAuthorized(
                "Client " + client.id() + " is configured with secret but SECRET_HASH was not received");
    }

    private static ServiceException wrong(AppClient client) {
        return ServiceException.notAuthorized("Unable to verify secret hash for client " + client.id());
    }
}
