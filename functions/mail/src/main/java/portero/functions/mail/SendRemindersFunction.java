package portero.functions.mail;

import java.util.Map;
import portero.domain.mail.SendReminders;
import portero.lambda.EventFunction;

/** Every morning from Monday to Friday: directors learn whose temporary password ends or has ended. */
public final class SendRemindersFunction extends EventFunction {
    private final SendReminders sendReminders = bean(SendReminders.class);

    @Override
    protected Map<String, Object> handle(Map<String, Object> event, String requestId) {
        var report = sendReminders.run();
        var counts = Map.of("digests", report.digests(), "people", report.people(), "unreached", report.unreached());
        report(requestId, counts);
        return Map.copyOf(counts);
    }
}
