package portero.adapters.dynamodb;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.TemporaryPasswords;
import portero.domain.files.Attachments;
import portero.domain.helpdesk.Numbers;
import portero.domain.helpdesk.Presences;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.Tickets;
import portero.domain.helpdesk.Topics;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Outbox;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.signin.Attempts;
import portero.domain.signin.Captchas;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes what the domain asks of the table; region and credentials come from the function's surroundings. */
@Factory
final class DynamoDbFactory {
    @Singleton
    Table table(@Property(name = "portero.table") String name) {
        return new Table(
                DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                name);
    }

    @Singleton
    Accounts accounts(Table table) {
        return new DynamoDbAccounts(table);
    }

    @Singleton
    PasswordChanges passwordChanges(Table table) {
        return new DynamoDbPasswordChanges(table);
    }

    @Singleton
    TemporaryPasswords temporaryPasswords(Table table) {
        return new DynamoDbTemporaryPasswords(table);
    }

    @Singleton
    Locks locks(Table table) {
        return new DynamoDbLocks(table);
    }

    @Singleton
    Personnel personnel(Table table) {
        return new DynamoDbPersonnel(table);
    }

    @Singleton
    Institutions institutions(Table table) {
        return new DynamoDbInstitutions(table);
    }

    @Singleton
    Captchas captchas(Table table) {
        return new DynamoDbCaptchas(table);
    }

    @Singleton
    Attempts attempts(Table table) {
        return new DynamoDbAttempts(table);
    }

    @Singleton
    Recoveries recoveries(Table table) {
        return new DynamoDbRecoveries(table);
    }

    @Singleton
    EmailVerifications emailVerifications(Table table) {
        return new DynamoDbEmailVerifications(table);
    }

    @Singleton
    CodeHashes codeHashes() {
        return new Pbkdf2CodeHashes(new SecureRandom());
    }

    @Singleton
    Outbox outbox(Table table) {
        return new DynamoDbOutbox(table);
    }

    @Singleton
    Attachments attachments(Table table) {
        return new DynamoDbAttachments(table);
    }

    @Singleton
    Tickets tickets(Table table) {
        return new DynamoDbTickets(table);
    }

    @Singleton
    Ratings ratings(Table table) {
        return new DynamoDbRatings(table);
    }

    @Singleton
    Topics topics(Table table) {
        return new DynamoDbTopics(table);
    }

    @Singleton
    Numbers numbers(Table table) {
        return new DynamoDbNumbers(table);
    }

    @Singleton
    Presences presences(Table table) {
        return new DynamoDbPresences(table);
    }

    @Singleton
    Suppressions suppressions(Table table) {
        return new DynamoDbSuppressions(table);
    }
}
