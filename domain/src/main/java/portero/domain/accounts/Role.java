package portero.domain.accounts;

import static portero.domain.schools.InstitutionKind.COUNTRY;
import static portero.domain.schools.InstitutionKind.DRE;
import static portero.domain.schools.InstitutionKind.SCHOOL;
import static portero.domain.schools.InstitutionKind.UGEL;
import static portero.domain.schools.Position.AGENTE_DE_AYUDA;
import static portero.domain.schools.Position.AUXILIAR_DE_EDUCACION;
import static portero.domain.schools.Position.DIRECTOR_IE;
import static portero.domain.schools.Position.ESPECIALISTA_DRE;
import static portero.domain.schools.Position.ESPECIALISTA_MINEDU;
import static portero.domain.schools.Position.ESPECIALISTA_UGEL;
import static portero.domain.schools.Position.PERSONAL_ADMINISTRATIVO;
import static portero.domain.schools.Position.PROFESOR;
import static portero.domain.schools.Position.SUBDIRECTOR_IE;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Position;

/**
 * What a person may be in an institution (tipo de rol). A role with a higher rank stands above the others; only those that
 * maintain users give and take roles, and only roles of a lower rank than their own.
 */
public enum Role {
    MINISTRY_ADMINISTRATOR(50, true, Set.of(COUNTRY), List.of(ESPECIALISTA_MINEDU)),
    DRE_SPECIALIST(40, true, Set.of(DRE), List.of(ESPECIALISTA_DRE)),
    UGEL_SPECIALIST(30, true, Set.of(UGEL), List.of(ESPECIALISTA_UGEL)),
    HELPDESK_AGENT(25, false, Set.of(COUNTRY, DRE, UGEL), List.of(AGENTE_DE_AYUDA, ESPECIALISTA_UGEL, ESPECIALISTA_DRE, ESPECIALISTA_MINEDU)),
    DIRECTOR(20, true, Set.of(SCHOOL), List.of(DIRECTOR_IE, SUBDIRECTOR_IE, PROFESOR)),
    DEPUTY_DIRECTOR(15, false, Set.of(SCHOOL), List.of(SUBDIRECTOR_IE)),
    TEACHER(10, false, Set.of(SCHOOL), List.of(PROFESOR, SUBDIRECTOR_IE, DIRECTOR_IE)),
    TUTOR(10, false, Set.of(SCHOOL), List.of(PROFESOR, AUXILIAR_DE_EDUCACION)),
    EDUCATION_ASSISTANT(10, false, Set.of(SCHOOL), List.of(AUXILIAR_DE_EDUCACION)),
    ADMINISTRATIVE_STAFF(10, false, Set.of(SCHOOL, UGEL, DRE, COUNTRY), List.of(PERSONAL_ADMINISTRATIVO));

    private final int rank;
    private final boolean maintainsUsers;
    private final Set<InstitutionKind> kinds;
    private final List<Position> positions;

    Role(int rank, boolean maintainsUsers, Set<InstitutionKind> kinds, List<Position> positions) {
        this.rank = rank;
        this.maintainsUsers = maintainsUsers;
        this.kinds = kinds;
        this.positions = positions;
    }

    /** Whether its holder may see and change who has access, in the institution of the grant and below. */
    public boolean maintainsUsers() {
        return maintainsUsers;
    }

    public boolean isBelow(Role other) {
        return rank < other.rank;
    }

    /** Whether somebody in that position may hold this role in that institution. */
    public boolean fits(Position position, Institution institution) {
        return kinds.contains(institution.kind()) && positions.contains(position);
    }

    /** The roles that a holder of {@code giver} may give somebody in that position, the usual one for it first. */
    public static List<Role> offered(Role giver, Position position, Institution institution) {
        return Arrays.stream(values())
                .filter(role -> role.isBelow(giver) && role.fits(position, institution))
                .sorted((one, other) -> Integer.compare(
                        one.positions.indexOf(position), other.positions.indexOf(position)))
                .toList();
    }
}
