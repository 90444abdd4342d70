package portero.domain.schools;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.accounts.Change;
import portero.domain.mail.Message;

/** Who works where (relación de personal). */
public interface Personnel {
    Optional<Member> find(InstitutionCode institution, PersonId person);

    /** Those of the institution's register, by their id. */
    Map<PersonId, Member> findAll(InstitutionCode institution, Collection<PersonId> people);

    Optional<Person> find(PersonId person);

    /**
     * An institution's personnel, in no order that may be relied on.
     *
     * @throws BadCursor if {@code cursor} is not one that an earlier page gave
     */
    Page<Member> of(InstitutionCode institution, Optional<String> cursor);

    Optional<Person> byDocument(IdentityDocument document);

    /**
     * Adds a member; a person whose document is unknown is added with it, one who is known gets the e-mail and mobile
     * number that were missing.
     */
    Registration register(Member member, Change change);

    /**
     * Changes how a person is reached, with the audit item and the messages, in one transaction; false when they are no
     * longer reached as {@code before} says: look again.
     */
    boolean replaceContact(Person before, Person after, Change change, List<Message> messages);

    /** What came of {@link #register}. */
    enum Registration {
        REGISTERED,
        /** The person is in this institution's register already. */
        ALREADY_REGISTERED,
        /** Somebody else registered this document in the meantime: look it up again. */
        DOCUMENT_TAKEN
    }

    /**
     * Notes that mail to that address of the person comes back for good; false if it is not theirs any more, however it is
     * written, or that was noted before.
     */
    boolean emailBounces(PersonId person, EmailAddress address, Change audit);
}
