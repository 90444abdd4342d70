package portero.functions.accounts;

import static portero.lambda.Json.object;

import java.time.Instant;
import java.util.Map;
import portero.domain.accounts.PersonnelView;
import portero.domain.accounts.TemporaryPassword;
import portero.domain.accounts.UserView;
import portero.domain.schools.ContactEmail;

/** How accounts are shown; {@code openapi.yaml} has the same shapes. */
final class Views {
    private Views() {}

    /** Schema {@code User}. */
    static Map<String, Object> user(UserView user) {
        var member = user.member();
        return object(
                "person", user.account().person(),
                "login", user.account().login().value(),
                "fullName", user.account().fullName(),
                "position", member.map(found -> found.position().name()),
                "role", user.grant().role(),
                "roles", user.roles(),
                "state", user.state(),
                "temporaryUntil", user.account().temporaryUntil(),
                "lastSignInAt", user.account().lastSignInAt(),
                "schoolYear", user.grant().year().value(),
                "until", user.grant().year().lastDay(),
                "emailStanding", member.flatMap(found -> found.person().email()).map(ContactEmail::standing),
                "passwordVersion", user.account().password().version(),
                "lockedUntil", user.lockedUntil(),
                "reset", user.reset(),
                "isSelf", user.isSelf(),
                "version", user.grant().version());
    }

    /** Schema {@code NewCredentials}: the one place where a password stands in an answer. */
    static Map<String, Object> credentials(UserView user, TemporaryPassword password, Instant until) {
        return object(
                "login", user.account().login().value(),
                "password", password.value(),
                "validUntil", until);
    }

    /** Schema {@code Person}. */
    static Map<String, Object> person(PersonnelView entry) {
        var person = entry.member().person();
        return object(
                "person", person.id(),
                "login", person.login().value(),
                "document", object("type", person.document().type().name(), "number", person.document().number()),
                "givenNames", person.name().given(),
                "paternalSurname", person.name().paternal(),
                "maternalSurname", person.name().maternal(),
                "fullName", person.name().full(),
                "position", entry.member().position().name(),
                "condition", entry.member().condition().map(Enum::name),
                "email", person.email().map(email -> email.address().value()),
                "emailStanding", person.email().map(ContactEmail::standing),
                "mobile", person.mobile().map(mobile -> mobile.value()),
                "hasAccount", entry.hasAccount(),
                "access", entry.access(),
                "roles", entry.roles());
    }
}
