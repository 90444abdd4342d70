package portero.local.template;

/** A template says something that cannot be deployed; the message starts with file and line. */
public final class TemplateException extends RuntimeException {
    private final Location location;

    public TemplateException(Location location, String message) {
        super(location + ": " + message);
        this.location = location;
    }

    public Location location() {
        return location;
    }
}
