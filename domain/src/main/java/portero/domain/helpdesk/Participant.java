package portero.domain.helpdesk;

import portero.domain.schools.Person;
import portero.domain.schools.PersonId;

/** Somebody whom a ticket names, as they were called when it did. */
public record Participant(PersonId person, String fullName) {
    static Participant of(Person person) {
        return new Participant(person.id(), person.name().full());
    }

    /** Names are for the ticket's readers, not for logs. */
    @Override
    public String toString() {
        return "Participant[" + person + "]";
    }
}
