package portero.functions.accounts;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.AssignRole;
import portero.domain.accounts.Callers;
import portero.domain.accounts.CreateUser;
import portero.domain.accounts.Identities;
import portero.domain.accounts.LiftLock;
import portero.domain.accounts.ListInstitutions;
import portero.domain.accounts.ListPersonnel;
import portero.domain.accounts.ListUsers;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.Reconcile;
import portero.domain.accounts.RegisterPerson;
import portero.domain.accounts.ResetPassword;
import portero.domain.accounts.RevokeAccess;
import portero.domain.accounts.SendRecoveryMail;
import portero.domain.accounts.UpdateContact;
import portero.domain.mail.Outbox;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.signin.Attempts;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class AccountsFactory {
    private final InstantSource clock;

    AccountsFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    Callers callers(Accounts accounts) {
        return new Callers(accounts);
    }

    @Singleton
    ListInstitutions listInstitutions(Institutions institutions) {
        return new ListInstitutions(institutions, clock);
    }

    @Singleton
    ListPersonnel listPersonnel(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new ListPersonnel(accounts, personnel, institutions, clock);
    }

    @Singleton
    RegisterPerson registerPerson(
            Accounts accounts, Personnel personnel, Institutions institutions, Suppressions suppressions) {
        return new RegisterPerson(accounts, personnel, institutions, suppressions, clock, new SecureRandom());
    }

    @Singleton
    ListUsers listUsers(Accounts accounts, Personnel personnel, Institutions institutions, Locks locks) {
        return new ListUsers(accounts, personnel, institutions, locks, clock);
    }

    @Singleton
    CreateUser createUser(
            Accounts accounts,
            PasswordChanges passwords,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Locks locks,
            @Property(name = "portero.temporary-password-days") int days) {
        return new CreateUser(
                accounts,
                passwords,
                personnel,
                institutions,
                identities,
                locks,
                clock,
                new SecureRandom(),
                Duration.ofDays(days));
    }

    @Singleton
    AssignRole assignRole(Accounts accounts, Personnel personnel, Institutions institutions, Locks locks) {
        return new AssignRole(accounts, personnel, institutions, locks, clock);
    }

    @Singleton
    RevokeAccess revokeAccess(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new RevokeAccess(accounts, personnel, institutions, clock);
    }

    @Singleton
    UpdateContact updateContact(
            Accounts accounts, Personnel personnel, Institutions institutions, Suppressions suppressions) {
        return new UpdateContact(accounts, personnel, institutions, suppressions, clock, new SecureRandom());
    }

    @Singleton
    ResetPassword resetPassword(
            Accounts accounts,
            PasswordChanges passwords,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Locks locks,
            @Property(name = "portero.temporary-password-days") int days) {
        return new ResetPassword(
                accounts,
                passwords,
                personnel,
                institutions,
                identities,
                locks,
                clock,
                new SecureRandom(),
                Duration.ofDays(days));
    }

    @Singleton
    SendRecoveryMail sendRecoveryMail(
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            Recoveries recoveries,
            Attempts attempts) {
        return new SendRecoveryMail(
                accounts, personnel, institutions, identities, recoveries, attempts, clock, new SecureRandom());
    }

    @Singleton
    LiftLock liftLock(Accounts accounts, Personnel personnel, Institutions institutions, Locks locks) {
        return new LiftLock(accounts, personnel, institutions, locks, clock);
    }

    @Singleton
    Reconcile reconcile(PasswordChanges passwords, Identities identities, Personnel personnel, Outbox outbox) {
        return new Reconcile(passwords, identities, personnel, outbox, clock, new SecureRandom());
    }
}
