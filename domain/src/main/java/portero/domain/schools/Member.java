package portero.domain.schools;

import java.util.Optional;

/** A person of an institution's personnel register. */
public record Member(InstitutionCode institution, Person person, Position position, Optional<Condition> condition) {}
