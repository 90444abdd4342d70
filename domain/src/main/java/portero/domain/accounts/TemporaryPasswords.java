package portero.domain.accounts;

import java.time.LocalDate;
import java.util.Optional;
import portero.domain.Page;

/** Finds, by an index, who holds a temporary password that nobody has used yet. */
public interface TemporaryPasswords {
    /** Those whose temporary password ends, or ended, on that day in Lima. May be a moment late. */
    Page<Login> endingOn(LocalDate day, Optional<String> cursor);
}
