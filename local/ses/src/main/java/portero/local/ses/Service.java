package portero.local.ses;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The parts of the service, put together. */
final class Service implements AutoCloseable {
    private final EventBus bus;
    private final List<Operation> operations;
    private final Inbox inbox;

    /** @param endpoint where the service answers, for the links in its own mails */
    Service(SesSettings settings, URI endpoint) {
        var account = new Account(settings.dataFolder());
        var mailbox = new Mailbox(settings.dataFolder());
        var secrets = new Secrets(settings.random());
        var limits = limits(settings, mailbox);
        bus = new EventBus(settings.events());
        var events = new Events(settings, account, secrets, bus);
        var sending = new Sending(settings, account, secrets, limits, mailbox, events);
        var verification = new VerificationMails(settings, secrets, mailbox, endpoint);
        var identities = new IdentityOperations(settings, account, secrets, verification::send);
        operations = Stream.of(
                        sending.all(),
                        identities.all(),
                        new ConfigurationSetOperations(account).all(),
                        new AccountOperations(settings, account, limits).all())
                .flatMap(List::stream)
                .toList();
        inbox = new Inbox(mailbox, identities, sending, endpoint);
    }

    private static SendingLimits limits(SesSettings settings, Mailbox mailbox) {
        var limits = new SendingLimits(settings.quotas(), settings.clock());
        mailbox.newestFirst().reversed().forEach(mail -> {
            int counted = (int) mail.fates().keySet().stream()
                    .filter(recipient -> Addresses.simulated(recipient).isEmpty())
                    .count();
            if (counted > 0 && !VerificationMails.SENDER.equals(mail.from())) {
                limits.remember(mail.instant(), counted);
            }
        });
        return limits;
    }

    List<Operation> operations() {
        return operations;
    }

    Inbox inbox() {
        return inbox;
    }

    @Override
    public void close() {
        bus.close();
    }
}
