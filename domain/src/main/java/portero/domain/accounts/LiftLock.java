package portero.domain.accounts;

import java.time.InstantSource;
import java.util.Map;
import portero.domain.Outcome;
import portero.domain.accounts.Subjects.Subject;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Institutions;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;

/** Lets somebody sign in again at once whom wrong passwords keep waiting. */
public final class LiftLock {
    static final String ACTION = "lift-lock";

    private final Subjects subjects;
    private final Locks locks;
    private final InstantSource clock;

    public LiftLock(Accounts accounts, Personnel personnel, Institutions institutions, Locks locks, InstantSource clock) {
        this.subjects = new Subjects(accounts, personnel, institutions);
        this.locks = locks;
        this.clock = clock;
    }

    /** @param waited false when nothing kept the person waiting any more */
    public record Lifted(boolean waited) {}

    public Outcome<Lifted> run(Caller caller, InstitutionCode code, PersonId person) {
        var now = clock.instant();
        return switch (subjects.find(caller, code, person, now)) {
            case Outcome.Refused<Subject>(var why) -> Outcome.refused(why);
            case Outcome.Done<Subject>(var subject) -> {
                var change = Change.by(caller, ACTION, person, code, now, Map.of());
                yield Outcome.done(new Lifted(locks.lift(subject.account().login(), now, change)));
            }
        };
    }
}
