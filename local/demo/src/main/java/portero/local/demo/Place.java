package portero.local.demo;

import java.util.Optional;
import portero.domain.accounts.Role;
import portero.domain.schools.Member;

/**
 * A line of the demo's personnel.
 *
 * @param role present where there is access
 * @param kind what a demo login of that person is called; empty where none is given out
 */
public record Place(Member member, Optional<Role> role, Access access, Optional<String> kind) {}
