package portero.local.ses;

/** A refusal as the service words it: {@code code} becomes {@code x-amzn-ErrorType}, the message goes out as it is. */
final class ServiceException extends RuntimeException {
    private final int status;
    private final String code;

    ServiceException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    static ServiceException badRequest(String message) {
        return new ServiceException(400, "BadRequestException", message);
    }

    static ServiceException rejected(String message) {
        return new ServiceException(400, "MessageRejected", message);
    }

    static ServiceException notFound(String message) {
        return new ServiceException(404, "NotFoundException", message);
    }

    static ServiceException alreadyExists(String message) {
        return new ServiceException(400, "AlreadyExistsException", message);
    }

    static ServiceException tooMany(String message) {
        return new ServiceException(429, "TooManyRequestsException", message);
    }

    static ServiceException paused(String message) {
        return new ServiceException(400, "SendingPausedException", message);
    }

    static ServiceException configurationSetNotFound(String name) {
        return notFound("Configuration set <" + name + "> does not exist.");
    }

    static ServiceException identityNotFound(String name) {
        return notFound("Email identity " + name + " does not exist.");
    }
}
