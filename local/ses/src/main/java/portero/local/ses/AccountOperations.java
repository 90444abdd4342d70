package portero.local.ses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portero.local.ses.Account.Suppressed;
import portero.local.ses.Operation.Call;
import portero.local.wire.Json;

/** The account's own settings and its suppression list. */
final class AccountOperations {
    private static final String SUPPRESSED = "/v2/email/suppression/addresses";

    private final SesSettings settings;
    private final Account account;
    private final SendingLimits limits;

    AccountOperations(SesSettings settings, Account account, SendingLimits limits) {
        this.settings = settings;
        this.account = account;
        this.limits = limits;
    }

    List<Operation> all() {
        return List.of(
                Operation.of("GetAccount", "GET", "/v2/email/account", Shape.empty(), _ -> describe()),
                Operation.of("PutAccountSendingAttributes", "PUT", "/v2/email/account/sending", Requests.SENDING,
                        this::putSending),
                Operation.of("PutAccountSuppressionAttributes", "PUT", "/v2/email/account/suppression",
                        Requests.SUPPRESSION, this::putReasons),
                Operation.of("PutSuppressedDestination", "PUT", SUPPRESSED, Requests.PUT_SUPPRESSED, this::suppress),
                Operation.of("ListSuppressedDestinations", "GET", SUPPRESSED, Shape.empty(), this::list),
                Operation.of("GetSuppressedDestination", "GET", SUPPRESSED + "/{EmailAddress}", Shape.empty(), this::get),
                Operation.of("DeleteSuppressedDestination", "DELETE", SUPPRESSED + "/{EmailAddress}", Shape.empty(),
                        this::delete));
    }

    private ObjectNode describe() {
        Account.State state = account.now();
        ObjectNode output = Json.object()
                .put("DedicatedIpAutoWarmupEnabled", false)
                .put("EnforcementStatus", "HEALTHY")
                .put("ProductionAccessEnabled", !settings.sandbox())
                .put("SendingEnabled", state.sendingEnabled());
        output.putObject("SendQuota")
                // -1 is how the service says that there is no end to it.
                .put("Max24HourSend", settings.quotas().map(quotas -> (double) quotas.sendsPer24Hours()).orElse(-1.0))
                .put("MaxSendRate", settings.quotas().map(SesSettings.Quotas::sendsPerSecond).orElse(-1.0))
                .put("SentLast24Hours", (double) limits.sentLast24Hours());
        state.suppressedReasons().forEach(output.putObject("SuppressionAttributes").putArray("SuppressedReasons")::add);
        return output;
    }

    private ObjectNode putSending(Call call) {
        account.change(state -> state.withSendingEnabled(call.body().path("SendingEnabled").asBoolean()));
        return Json.object();
    }

    private ObjectNode putReasons(Call call) {
        account.change(state -> state.withSuppressedReasons(
                call.body().path("SuppressedReasons").valueStream().map(reason -> reason.asText()).toList()));
        return Json.object();
    }

    private ObjectNode suppress(Call call) {
        String address = Addresses.parse(call.text("EmailAddress")).getAddress();
        account.change(state -> state.with(
                new Suppressed(address, call.text("Reason"), settings.clock().millis(), null, null)));
        return Json.object();
    }

    private ObjectNode list(Call call) {
        List<String> reasons = call.query().getOrDefault("Reason", List.of());
        Optional<Instant> from = Pages.first(call, "StartDate").map(AccountOperations::instant);
        Optional<Instant> until = Pages.first(call, "EndDate").map(AccountOperations::instant);
        List<Suppressed> found = account.now().suppressed().values().stream()
                .filter(entry -> reasons.isEmpty() || reasons.contains(entry.reason()))
                .filter(entry -> from.filter(start -> Instant.ofEpochMilli(entry.since()).isBefore(start)).isEmpty())
                .filter(entry -> until.filter(end -> Instant.ofEpochMilli(entry.since()).isAfter(end)).isEmpty())
                .toList();
        return Pages.page(call, "SuppressedDestinationSummaries", found,
                entry -> entry.address().toLowerCase(java.util.Locale.ROOT), AccountOperations::summary);
    }

    private ObjectNode get(Call call) {
        Suppressed entry = existing(account.now(), call);
        ObjectNode shown = summary(entry);
        if (entry.messageId() != null) {
            shown.putObject("Attributes").put("MessageId", entry.messageId()).put("FeedbackId", entry.feedbackId());
        }
        ObjectNode output = Json.object();
        output.set("SuppressedDestination", shown);
        return output;
    }

    private ObjectNode delete(Call call) {
        account.change(state -> state.withoutSuppressed(existing(state, call).address()));
        return Json.object();
    }

    private static ObjectNode summary(Suppressed entry) {
        ObjectNode shown = Json.object().put("EmailAddress", entry.address()).put("Reason", entry.reason());
        shown.set("LastUpdateTime", Json.time(Instant.ofEpochMilli(entry.since())));
        return shown;
    }

    private static Suppressed existing(Account.State state, Call call) {
        String address = call.label("EmailAddress");
        return state.suppressed(address)
                .orElseThrow(() -> ServiceException.notFound(
                        "Email address " + address + " does not exist on your suppression list."));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.DateTimeException _) {
            throw new ServiceException(400, "SerializationException", text + " is not a time");
        }
    }
}
