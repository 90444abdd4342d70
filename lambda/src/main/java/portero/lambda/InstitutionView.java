package portero.lambda;

import java.util.Map;
import portero.domain.schools.Institution;

/** How an institution is shown by whatever function shows one: schema {@code Institution}. */
public final class InstitutionView {
    private InstitutionView() {}

    public static Map<String, Object> of(Institution institution) {
        return Json.object(
                "code", institution.code(),
                "kind", institution.kind(),
                "name", institution.name(),
                "level", institution.level(),
                "modality", institution.modality());
    }
}
