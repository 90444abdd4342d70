package portero.adapters.ses;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import portero.domain.mail.Mailer;
import portero.domain.schools.EmailAddress;

/** Makes what the domain asks of SES; region and credentials come from the function's surroundings. */
@Factory
final class SesFactory {
    @Singleton
    Mailer mailer(
            @Property(name = "portero.sender") String sender,
            @Property(name = "portero.reply-to") String replyTo,
            @Property(name = "portero.configuration-set") String configurationSet) {
        return new SesMailer(
                SesMailer.clientBuilder().build(),
                new SesMailer.Settings(address(sender), address(replyTo), configurationSet));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("The mail's settings hold what is no address"));
    }
}
