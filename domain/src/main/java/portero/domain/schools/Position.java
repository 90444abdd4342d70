package portero.domain.schools;

/** A person's position (cargo), as the personnel register names it. */
public enum Position {
    DIRECTOR_IE,
    SUBDIRECTOR_IE,
    PROFESOR,
    AUXILIAR_DE_EDUCACION,
    PERSONAL_ADMINISTRATIVO,
    ESPECIALISTA_UGEL,
    ESPECIALISTA_DRE,
    ESPECIALISTA_MINEDU,
    AGENTE_DE_AYUDA
}
