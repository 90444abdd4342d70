package portero.domain.schools;

import java.util.List;
import java.util.Optional;

/**
 * A school, or an office above schools.
 *
 * @param path from the country down to this institution, which comes last
 * @param level a school's level, such as {@code B0} for primaria
 * @param modality a school's modality, such as {@code 01} for EBR
 */
public record Institution(
        InstitutionCode code,
        InstitutionKind kind,
        String name,
        List<InstitutionCode> path,
        Optional<String> level,
        Optional<String> modality) {

    public Institution {
        path = List.copyOf(path);
        if (path.isEmpty() || !path.getLast().equals(code)) {
            throw new IllegalArgumentException("The path of " + code + " must end in it");
        }
    }

    /** Whether this institution is the other one or lies below it. */
    public boolean isWithin(InstitutionCode other) {
        return path.contains(other);
    }

    public Optional<InstitutionCode> parent() {
        return path.size() < 2 ? Optional.empty() : Optional.of(path.get(path.size() - 2));
    }
}
