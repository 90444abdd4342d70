package portero.domain.accounts;

import java.util.List;
import java.util.Optional;
import portero.domain.schools.Member;

/**
 * A line of the personnel list.
 *
 * @param hasAccount whether giving access will show no password, since the person has one
 * @param access the role held here this school year
 * @param roles those that the caller may give, the usual one first
 */
public record PersonnelView(Member member, boolean hasAccount, Optional<Role> access, List<Role> roles) {}
