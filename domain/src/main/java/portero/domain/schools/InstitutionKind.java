package portero.domain.schools;

/** The steps of Peru's school administration, from the ministry down to the school. */
public enum InstitutionKind {
    COUNTRY,
    DRE,
    UGEL,
    SCHOOL
}
