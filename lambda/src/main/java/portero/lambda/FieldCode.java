package portero.lambda;

/** What is wrong with one field; {@code openapi.yaml} lists the same. */
public enum FieldCode {
    MISSING,
    MALFORMED,
    TOO_LONG,
    UNKNOWN_VALUE,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_COMMON,
    PASSWORD_PERSONAL,
    PASSWORD_REPEATED,
    PASSWORD_UNPRINTABLE,
    PASSWORD_SAME;

    public String code() {
        return Codes.of(this);
    }
}
