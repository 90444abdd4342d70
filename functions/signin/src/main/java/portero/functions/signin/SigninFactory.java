package portero.functions.signin;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import portero.domain.accounts.Accounts;
import portero.domain.accounts.Callers;
import portero.domain.accounts.CommonPasswords;
import portero.domain.accounts.PasswordChanges;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.mail.CodeHashes;
import portero.domain.mail.EmailVerifications;
import portero.domain.mail.Recoveries;
import portero.domain.mail.Suppressions;
import portero.domain.schools.Institutions;
import portero.domain.schools.Personnel;
import portero.domain.signin.AnswerChallenge;
import portero.domain.signin.Attempts;
import portero.domain.signin.Authentication;
import portero.domain.signin.CaptchaMaker;
import portero.domain.signin.Captchas;
import portero.domain.signin.ChangePassword;
import portero.domain.signin.ConfirmEmail;
import portero.domain.signin.ConfirmRecovery;
import portero.domain.signin.IssueCaptcha;
import portero.domain.signin.MyAccess;
import portero.domain.signin.RecoverPassword;
import portero.domain.signin.RefreshSession;
import portero.domain.signin.RegisterEmail;
import portero.domain.signin.SignIn;
import portero.domain.signin.SignOut;

/** Makes the use cases of this capability; each function asks for just its own. */
@Factory
final class SigninFactory {
    private final InstantSource clock;

    SigninFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Singleton
    Callers callers(Accounts accounts) {
        return new Callers(accounts);
    }

    @Singleton
    PasswordPolicy passwordPolicy(@Property(name = "portero.minimum-password-length") int minimumLength) {
        return new PasswordPolicy(minimumLength, CommonPasswords.bundled());
    }

    @Singleton
    IssueCaptcha issueCaptcha(CaptchaMaker maker, Captchas captchas, Attempts attempts) {
        return new IssueCaptcha(maker, captchas, attempts, clock, new SecureRandom());
    }

    @Singleton
    SignIn signIn(
            Authentication authentication, CaptchaMaker maker, Captchas captchas, Attempts attempts, Accounts accounts) {
        return new SignIn(authentication, maker, captchas, attempts, accounts, clock);
    }

    @Singleton
    AnswerChallenge answerChallenge(
            Authentication authentication, Accounts accounts, Institutions institutions, PasswordPolicy policy) {
        return new AnswerChallenge(authentication, accounts, institutions, policy, clock);
    }

    @Singleton
    RefreshSession refreshSession(Authentication authentication) {
        return new RefreshSession(authentication);
    }

    @Singleton
    SignOut signOut(Authentication authentication) {
        return new SignOut(authentication);
    }

    @Singleton
    ChangePassword changePassword(
            Authentication authentication,
            Attempts attempts,
            Accounts accounts,
            PasswordChanges passwords,
            Institutions institutions,
            PasswordPolicy policy) {
        return new ChangePassword(
                authentication, attempts, accounts, passwords, institutions, policy, clock, new SecureRandom());
    }

    @Singleton
    MyAccess myAccess(Personnel personnel, Institutions institutions, EmailVerifications verifications) {
        return new MyAccess(personnel, institutions, verifications, clock);
    }

    @Singleton
    RegisterEmail registerEmail(
            EmailVerifications verifications,
            Suppressions suppressions,
            Authentication authentication,
            Attempts attempts) {
        return new RegisterEmail(verifications, suppressions, authentication, attempts, clock, new SecureRandom());
    }

    @Singleton
    ConfirmEmail confirmEmail(EmailVerifications verifications, CodeHashes hashes, Personnel personnel) {
        return new ConfirmEmail(verifications, hashes, personnel, clock, new SecureRandom());
    }

    @Singleton
    RecoverPassword recoverPassword(
            Recoveries recoveries, CaptchaMaker maker, Captchas captchas, Attempts attempts) {
        return new RecoverPassword(recoveries, maker, captchas, attempts, clock, new SecureRandom());
    }

    @Singleton
    ConfirmRecovery confirmRecovery(
            Recoveries recoveries,
            CodeHashes hashes,
            Accounts accounts,
            Personnel personnel,
            Institutions institutions,
            PasswordChanges passwords,
            Authentication authentication,
            Attempts attempts,
            PasswordPolicy policy) {
        return new ConfirmRecovery(
                recoveries,
                hashes,
                accounts,
                personnel,
                institutions,
                passwords,
                authentication,
                attempts,
                policy,
                clock,
                new SecureRandom());
    }
}
