package portero.domain.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portero.domain.Page;
import portero.domain.accounts.Account;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Grant;
import portero.domain.accounts.Login;
import portero.domain.accounts.Role;
import portero.domain.accounts.TemporaryPasswords;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.Personnel;
import portero.domain.schools.SchoolCalendar;
import portero.domain.schools.SchoolYear;

/**
 * Writes each director one digest a school day of their people whose temporary password ends within two days or ended in
 * the last thirty. Run twice or late, it writes no digest twice, since each is named by its day and its director.
 */
public final class SendReminders {
    private static final int DAYS_AHEAD = 2;
    private static final int DAYS_BACK = 30;

    private final TemporaryPasswords passwords;
    private final Accounts accounts;
    private final Personnel personnel;
    private final Outbox outbox;
    private final SchoolCalendar calendar;
    private final InstantSource clock;

    public SendReminders(
            TemporaryPasswords passwords,
            Accounts accounts,
            Personnel personnel,
            Outbox outbox,
            SchoolCalendar calendar,
            InstantSource clock) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.personnel = personnel;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * What was written.
     *
     * @param digests not counting those that an earlier run wrote
     * @param people who stand in a digest of today
     * @param unreached who stand in none, since nobody who may be written to directs a school of theirs
     */
    public record Report(long digests, long people, long unreached) {}

    public Report run() {
        var now = clock.instant();
        var today = now.atZone(SchoolYear.LIMA).toLocalDate();
        if (!calendar.isSchoolDay(today)) {
            return new Report(0, 0, 0);
        }
        var endings = endings(today, now);
        var byDirector = new LinkedHashMap<PersonId, List<Message.Ending>>();
        endings.forEach((institution, there) -> {
            for (var director : directors(institution, now)) {
                // A director is no reminder of their own: they cannot give themselves a password.
                there.stream()
                        .filter(ending -> !ending.person().equals(director))
                        .forEach(ending -> byDirector.computeIfAbsent(director, _ -> new ArrayList<>()).add(ending));
            }
        });
        var digests = 0;
        for (var digest : byDirector.entrySet()) {
            if (outbox.put(message(digest.getKey(), digest.getValue(), today, now))) {
                digests++;
            }
        }
        var all = people(endings);
        var reached = people(byDirector);
        return new Report(digests, reached.size(), all.size() - reached.size());
    }

    private static Set<PersonId> people(Map<?, List<Message.Ending>> endings) {
        var people = new HashSet<PersonId>();
        endings.values().forEach(some -> some.forEach(ending -> people.add(ending.person())));
        return people;
    }

    private static Message message(PersonId director, List<Message.Ending> endings, LocalDate today, Instant now) {
        return new Message(
                new MessageId("digest-" + today + "-" + director),
                new Message.PasswordsEnding(director, endings),
                Language.SPANISH,
                now,
                today.plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant());
    }

    private Map<InstitutionCode, List<Message.Ending>> endings(LocalDate today, Instant now) {
        var logins = new LinkedHashSet<Login>();
        for (var day = today.minusDays(DAYS_BACK); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            var ending = day;
            logins.addAll(Page.all(cursor -> passwords.endingOn(ending, cursor)));
        }
        var endings = new LinkedHashMap<InstitutionCode, List<Message.Ending>>();
        for (var login : logins) {
            // The index may be a moment late; the account knows.
            accounts.find(login)
                    .filter(account -> account.status() == Account.Status.ACTIVE)
                    .ifPresent(account -> account.temporaryUntil().ifPresent(until -> account.grants().stream()
                            .filter(grant -> grant.holdsAt(now))
                            .map(Grant::institution)
                            .forEach(institution -> endings
                                    .computeIfAbsent(institution, _ -> new ArrayList<>())
                                    .add(new Message.Ending(account.person(), institution, until)))));
        }
        return endings;
    }

    /** Those who direct an institution and can be written to. */
    private List<PersonId> directors(InstitutionCode institution, Instant now) {
        return Page.all(cursor -> accounts.users(institution, SchoolYear.at(now), cursor)).stream()
                .filter(user -> user.grant().role() == Role.DIRECTOR && user.grant().holdsAt(now))
                .map(user -> user.account().person())
                .filter(person -> personnel.find(person).flatMap(Person::email).filter(ContactEmail::isVerified).isPresent())
                .toList();
    }
}
