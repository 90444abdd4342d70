package portero.domain.accounts;

import java.time.Instant;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.SchoolYear;

/**
 * What a person may do: one role in one institution for one school year.
 *
 * @param version counts changes from 1, so that nobody overwrites a change that they have not seen
 */
public record Grant(Login login, InstitutionCode institution, Role role, SchoolYear year, Instant from, long version) {

    /** Whether it holds at that moment: from its start to the end of its school year, Lima time. */
    public boolean holdsAt(Instant now) {
        return !now.isBefore(from) && SchoolYear.at(now).equals(year);
    }
}
