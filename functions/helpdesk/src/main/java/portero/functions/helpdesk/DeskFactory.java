package portero.functions.helpdesk;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Identities;
import portero.domain.accounts.Locks;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.ResetPassword;
import portero.domain.helpdesk.BusinessHours;
import portero.domain.helpdesk.OfferReset;
import portero.domain.helpdesk.RateTicket;
import portero.domain.helpdesk.Ratings;
import portero.domain.helpdesk.ShowTicket;
import portero.domain.helpdesk.TakeReset;
import portero.domain.helpdesk.Tickets;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.signin.Attempts;

/** Makes the use cases of rating and of resets by an agent's authority; each function asks for just its own. */
@Factory
final class DeskFactory {
    private final InstantSource clock;

    DeskFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    RateTicket rateTicket(Tickets tickets, Ratings ratings, Attempts attempts, BusinessHours hours) {
        return new RateTicket(tickets, ratings, attempts, hours, clock, new SecureRandom());
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
    OfferReset offerReset(
            Tickets tickets,
            ShowTicket showTicket,
            ResetPassword resetPassword,
            Accounts accounts,
            Personnel personnel,
            BusinessHours hours) {
        return new OfferReset(
                tickets, showTicket, resetPassword, accounts, personnel, hours, clock, new SecureRandom());
    }

    @Singleton
    TakeReset takeReset(
            Tickets tickets,
            ShowTicket showTicket,
            ResetPassword resetPassword,
            Accounts accounts,
            Personnel personnel,
            BusinessHours hours) {
        return new TakeReset(
                tickets, showTicket, resetPassword, accounts, personnel, hours, clock, new SecureRandom());
    }
}
