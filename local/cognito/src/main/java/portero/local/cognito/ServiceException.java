package portero.local.cognito;

/** A refusal as the service words it: {@code code} becomes {@code __type}, the message goes out as it is. */
final class ServiceException extends RuntimeException {
    private final String code;

    ServiceException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    static ServiceException invalidParameter(String message) {
        return new ServiceException("InvalidParameterException", message);
    }

    static ServiceException notAuthorized(String message) {
        return new ServiceException("NotAuthorizedException", message);
    }

    static ServiceException wrongPassword() {
        return notAuthorized("Incorrect username or password.");
    }

    static ServiceException userNotFound() {
        return new ServiceException("UserNotFoundException", "User does not exist.");
    }

    static ServiceException poolNotFound(String id) {
        return new ServiceException("ResourceNotFoundException", "User pool " + id + " does not exist.");
    }

    static ServiceException clientNotFound(String id) {
        return new ServiceException("ResourceNotFoundException", "User pool client " + id + " does not exist.");
    }

    static ServiceException invalidPassword(String reason) {
        return new ServiceException("InvalidPasswordException", "Password did not conform with policy: " + reason);
    }

    static ServiceException aliasExists(String attribute) {
        return new ServiceException("AliasExistsException", "An account with the given " + attribute
                + " already exists.");
    }
}
