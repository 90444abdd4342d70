package portero.domain.schools;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;

/** The tree of institutions. */
public interface Institutions {
    Optional<Institution> find(InstitutionCode code);

    /** Those that exist, by their code. */
    Map<InstitutionCode, Institution> findAll(Collection<InstitutionCode> codes);

    /**
     * The institutions directly below one, by name.
     *
     * @throws BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<Institution> below(InstitutionCode parent, Optional<String> cursor);
}
