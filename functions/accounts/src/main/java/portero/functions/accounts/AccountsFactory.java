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
import portero.domain.accounts.ListInstitutions;
import portero.domain.accounts.ListPersonnel;
import portero.domain.accounts.ListUsers;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.RegisterPerson;
import portero.domain.accounts.RevokeAccess;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;

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
    RegisterPerson registerPerson(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new RegisterPerson(accounts, personnel, institutions, clock, new SecureRandom());
    }

    @Singleton
    ListUsers listUsers(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new ListUsers(accounts, personnel, institutions, clock);
    }

    @Singleton
    CreateUser createUser(
            Accounts accounts,
            PasswordChanges passwords,
            Personnel personnel,
            Institutions institutions,
            Identities identities,
            @Property(name = "portero.temporary-password-days") int days) {
        return new CreateUser(
                accounts, passwords, personnel, institutions, identities, clock, new SecureRandom(), Duration.ofDays(days));
    }

    @Singleton
    AssignRole assignRole(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new AssignRole(accounts, personnel, institutions, clock);
    }

    @Singleton
    RevokeAccess revokeAccess(Accounts accounts, Personnel personnel, Institutions institutions) {
        return new RevokeAccess(accounts, personnel, institutions, clock);
    }
}
