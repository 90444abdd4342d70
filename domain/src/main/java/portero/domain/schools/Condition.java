package portero.domain.schools;

/** On what terms a person holds the position (condición laboral). */
public enum Condition {
    NOMBRADO,
    CONTRATADO,
    ENCARGADO,
    DESTACADO
}
