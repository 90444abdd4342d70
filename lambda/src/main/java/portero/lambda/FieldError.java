package portero.lambda;

/** A field that the sender must mend; {@code field} is its path, such as {@code document.number}. */
public record FieldError(String field, FieldCode code) {}
