package portero.domain;

/** A password, token or code; never part of a message, a log line or an exception. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "Secret[…]";
    }
}
