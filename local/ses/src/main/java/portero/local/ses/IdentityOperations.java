package portero.local.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import portero.local.ses.Account.Identity;
import portero.local.ses.Operation.Call;
import portero.local.wire.Json;

/** Who may send: identities, and their verification. */
final class IdentityOperations {
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Duration LINK_LASTS = Duration.ofHours(24);
    private static final String IDENTITY = "/v2/email/identities/{EmailIdentity}";

    private final SesSettings settings;
    private final Account account;
    private final Secrets secrets;
    private final Verification verification;

    /** Sends a new identity its link. */
    @FunctionalInterface
    interface Verification {
        void send(String identity, String token);
    }

    IdentityOperations(SesSettings settings, Account account, Secrets secrets, Verification verification) {
        this.settings = settings;
        this.account = account;
        this.secrets = secrets;
        this.verification = verification;
    }

    List<Operation> all() {
        return List.of(
                Operation.of("CreateEmailIdentity", "POST", "/v2/email/identities", Requests.CREATE_IDENTITY, this::create),
                Operation.of("ListEmailIdentities", "GET", "/v2/email/identities", Shape.empty(), this::list),
                Operation.of("GetEmailIdentity", "GET", IDENTITY, Shape.empty(), this::get),
                Operation.of("DeleteEmailIdentity", "DELETE", IDENTITY, Shape.empty(), this::delete),
                Operation.of("PutEmailIdentityConfigurationSetAttributes", "PUT", IDENTITY + "/configuration-set",
                        Shape.empty().with("ConfigurationSetName", Requests.SET_NAME), this::putConfigurationSet),
                Operation.of("PutEmailIdentityDkimAttributes", "PUT", IDENTITY + "/dkim",
                        Shape.empty().with("SigningEnabled", Shape.FLAG), this::putDkim),
                Operation.of("PutEmailIdentityFeedbackAttributes", "PUT", IDENTITY + "/feedback",
                        Shape.empty().with("EmailForwardingEnabled", Shape.FLAG), this::putFeedback),
                Operation.of("PutEmailIdentityMailFromAttributes", "PUT", IDENTITY + "/mail-from", Requests.MAIL_FROM,
                        this::putMailFrom));
    }

    private ObjectNode create(Call call) {
        String name = Account.identityName(call.text("EmailIdentity"));
        checkName(name);
        ObjectNode shown = settings(name, call);
        String token = settings.identitiesVerifiedAtOnce() ? null : secrets.token();
        var identity = new Identity(name, token, settings.clock().millis(), shown);
        account.change(state -> {
            if (state.identity(name).isPresent()) {
                throw ServiceException.alreadyExists("Email identity " + name + " already exist.");
            }
            requireSet(state, call);
            return state.with(identity);
        });
        if (token != null) {
            verification.send(name, token);
        }
        ObjectNode output = Json.object().put("IdentityType", type(identity))
                .put("VerifiedForSendingStatus", identity.verified());
        output.set("DkimAttributes", dkim(identity));
        return output;
    }

    private static void checkName(String name) {
        if (name.contains("@")) {
            if (!Addresses.parse(name).getAddress().equals(name)) {
                throw ServiceException.badRequest("Invalid email address <" + name + ">.");
            }
        } else if (!DOMAIN.matcher(name).matches()) {
            throw ServiceException.badRequest("Invalid domain name " + name + ".");
        }
    }

    private ObjectNode settings(String name, Call call) {
        ObjectNode shown = Json.object().put("FeedbackForwardingStatus", true).put("DkimSigningEnabled", true);
        if (call.body().has("ConfigurationSetName")) {
            shown.set("ConfigurationSetName", call.body().get("ConfigurationSetName"));
        }
        if (!name.contains("@")) {
            ArrayNode tokens = shown.putArray("DkimTokens");
            for (int index = 0; index < 3; index++) {
                tokens.add(secrets.dkimToken());
            }
            if (call.body().path("DkimSigningAttributes").has("NextSigningKeyLength")) {
                shown.set("DkimKeyLength", call.body().path("DkimSigningAttributes").get("NextSigningKeyLength"));
            }
        } else if (call.body().has("DkimSigningAttributes")) {
            throw ServiceException.badRequest("DkimSigningAttributes are for domains only.");
        }
        shown.putArray("Tags").addAll(call.body().path("Tags").valueStream().toList());
        shown.putObject("MailFromAttributes").put("BehaviorOnMxFailure", "USE_DEFAULT_VALUE");
        return shown;
    }

    private static void requireSet(Account.State state, Call call) {
        if (call.body().has("ConfigurationSetName")) {
            String set = call.text("ConfigurationSetName");
            state.configurationSet(set).orElseThrow(() -> ServiceException.configurationSetNotFound(set));
        }
    }

    private ObjectNode list(Call call) {
        return Pages.page(call, "EmailIdentities", List.copyOf(account.now().identities().values()), Identity::name,
                identity -> Json.object()
                        .put("IdentityType", type(identity))
                        .put("IdentityName", identity.name())
                        .put("SendingEnabled", identity.verified())
                        .put("VerificationStatus", status(identity)));
    }

    private ObjectNode get(Call call) {
        Identity identity = existing(account.now(), call);
        ObjectNode shown = identity.settings();
        ObjectNode output = Json.object()
                .put("IdentityType", type(identity))
                .put("VerifiedForSendingStatus", identity.verified())
                .put("VerificationStatus", status(identity));
        output.set("FeedbackForwardingStatus", shown.get("FeedbackForwardingStatus"));
        output.set("DkimAttributes", dkim(identity));
        output.set("MailFromAttributes", shown.get("MailFromAttributes"));
        output.set("Tags", shown.get("Tags"));
        output.putObject("Policies");
        if (shown.has("ConfigurationSetName")) {
            output.set("ConfigurationSetName", shown.get("ConfigurationSetName"));
        }
        return output;
    }

    private ObjectNode delete(Call call) {
        account.change(state -> state.withoutIdentity(existing(state, call).name()));
        return Json.object();
    }

    private ObjectNode putConfigurationSet(Call call) {
        return change(call, (state, shown) -> {
            requireSet(state, call);
            shown.remove("ConfigurationSetName");
            if (call.body().has("ConfigurationSetName")) {
                shown.set("ConfigurationSetName", call.body().get("ConfigurationSetName"));
            }
        });
    }

    private ObjectNode putDkim(Call call) {
        return change(call, (_, shown) -> shown.put("DkimSigningEnabled", call.body().path("SigningEnabled").asBoolean()));
    }

    private ObjectNode putFeedback(Call call) {
        return change(call, (_, shown) ->
                shown.put("FeedbackForwardingStatus", call.body().path("EmailForwardingEnabled").asBoolean()));
    }

    private ObjectNode putMailFrom(Call call) {
        return change(call, (_, shown) -> {
            ObjectNode attributes = shown.putObject("MailFromAttributes");
            String domain = call.text("MailFromDomain");
            if (!domain.isEmpty()) {
                String name = Account.identityName(call.label("EmailIdentity"));
                if (!Account.identityName(domain).endsWith("." + Addresses.domain(name))) {
                    throw ServiceException.badRequest("Provided MAIL-FROM domain <" + domain
                            + "> is not subdomain of the domain of the identity <" + name + ">.");
                }
                attributes.put("MailFromDomain", domain)
                        .put("MailFromDomainStatus", settings.identitiesVerifiedAtOnce() ? "SUCCESS" : "PENDING");
            }
            attributes.put("BehaviorOnMxFailure", call.body().path("BehaviorOnMxFailure").asText("USE_DEFAULT_VALUE"));
        });
    }

    private interface Change {
        void apply(Account.State state, ObjectNode shown);
    }

    private ObjectNode change(Call call, Change change) {
        account.change(state -> {
            Identity identity = existing(state, call);
            ObjectNode shown = identity.settings().deepCopy();
            change.apply(state, shown);
            return state.with(identity.with(shown));
        });
        return Json.object();
    }

    /** The identity that the token was sent to, verified now; empty if the token is unknown or older than a day. */
    Optional<String> verify(String token) {
        Instant now = settings.clock().instant();
        Optional<Identity> found = account.now().identities().values().stream()
                .filter(identity -> token.equals(identity.token()))
                .filter(identity -> now.isBefore(Instant.ofEpochMilli(identity.tokenSent()).plus(LINK_LASTS)))
                .findFirst();
        found.ifPresent(identity -> account.change(state ->
                state.identity(identity.name()).map(current -> state.with(current.withVerified())).orElse(state)));
        return found.map(Identity::name);
    }

    private static Identity existing(Account.State state, Call call) {
        String name = call.label("EmailIdentity");
        return state.identity(name).orElseThrow(() -> ServiceException.identityNotFound(name));
    }

    private static String type(Identity identity) {
        return identity.domain() ? "DOMAIN" : "EMAIL_ADDRESS";
    }

    private static String status(Identity identity) {
        return identity.verified() ? "SUCCESS" : "PENDING";
    }

    private static ObjectNode dkim(Identity identity) {
        String length = identity.settings().path("DkimKeyLength").asText("RSA_2048_BIT");
        ObjectNode dkim = Json.object()
                .put("SigningEnabled", identity.domain() && identity.settings().path("DkimSigningEnabled").asBoolean())
                .put("Status", identity.domain() ? status(identity) : "NOT_STARTED")
                .put("SigningAttributesOrigin", "AWS_SES")
                .put("NextSigningKeyLength", length)
                .put("CurrentSigningKeyLength", length);
        if (identity.settings().has("DkimTokens")) {
            dkim.set("Tokens", identity.settings().get("DkimTokens"));
        }
        return dkim;
    }
}
