package portero.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import portero.local.template.Value.Fields;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.CreateEmailIdentityRequest;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sesv2.model.PutEmailIdentityConfigurationSetAttributesRequest;
import software.amazon.awssdk.services.sesv2.model.PutEmailIdentityDkimAttributesRequest;
import software.amazon.awssdk.services.sesv2.model.PutEmailIdentityFeedbackAttributesRequest;
import software.amazon.awssdk.services.sesv2.model.PutEmailIdentityMailFromAttributesRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.Tag;

/** {@code AWS::SES::EmailIdentity}, by CreateEmailIdentity and a call for each group of attributes. */
final class EmailIdentityType implements ResourceType {
    static final String TYPE = "AWS::SES::EmailIdentity";

    private static final String IDENTITY = "EmailIdentity";
    private static final String LOST = "the identity would be made anew and have to be verified again";
    private static final List<String> TOKENS = List.of("1", "2", "3");

    private final Supplier<SesV2Client> client;
    private final Map<String, BiConsumer<String, Fields>> changes = new LinkedHashMap<>();

    EmailIdentityType(Supplier<SesV2Client> client) {
        this.client = client;
        changes.put("ConfigurationSetAttributes", (identity, given) ->
                client.get().putEmailIdentityConfigurationSetAttributes(configurationSet(identity, given)));
        changes.put("DkimAttributes", (identity, given) ->
                client.get().putEmailIdentityDkimAttributes(dkim(identity, given)));
        changes.put("FeedbackAttributes", (identity, given) ->
                client.get().putEmailIdentityFeedbackAttributes(feedback(identity, given)));
        changes.put("MailFromAttributes", (identity, given) ->
                client.get().putEmailIdentityMailFromAttributes(mailFrom(identity, given)));
    }

    @Override
    public Set<String> attributes() {
        return Set.of("DkimDNSTokenName1", "DkimDNSTokenName2", "DkimDNSTokenName3", "DkimDNSTokenValue1",
                "DkimDNSTokenValue2", "DkimDNSTokenValue3");
    }

    @Override
    public Map<String, String> replacing() {
        return Map.of(
                IDENTITY, LOST,
                "DkimSigningAttributes", "the domain would be signed with other keys, which its DNS must name first");
    }

    @Override
    public Map<String, String> ignored() {
        return Map.of("Tags", "nothing: identities have no tags here");
    }

    @Override
    public void check(Fields properties, String name) {
        properties.required(IDENTITY, TYPE);
        create(properties);
        given(properties, "ConfigurationSetAttributes").ifPresent(each -> configurationSet("", each));
        given(properties, "DkimAttributes").ifPresent(each -> dkim("", each));
        given(properties, "FeedbackAttributes").ifPresent(each -> feedback("", each));
        given(properties, "MailFromAttributes").ifPresent(each -> mailFrom("", each));
    }

    @Override
    public String create(Fields properties, String name) {
        var request = create(properties);
        var identity = request.emailIdentity();
        client.get().createEmailIdentity(request);
        try {
            changes.forEach((group, change) ->
                    given(properties, group).ifPresent(attributes -> change.accept(identity, attributes)));
        } catch (SesV2Exception refusal) {
            client.get().deleteEmailIdentity(delete -> delete.emailIdentity(identity));
            throw refusal;
        }
        return identity;
    }

    @Override
    public Optional<Attributes> find(String id, Map<String, Object> properties) {
        try {
            var tokens = client.get()
                    .getEmailIdentity(get -> get.emailIdentity(id))
                    .dkimAttributes()
                    .tokens();
            var attributes = new LinkedHashMap<String, String>();
            for (int index = 0; index < Math.min(tokens.size(), TOKENS.size()); index++) {
                attributes.put("DkimDNSTokenName" + TOKENS.get(index), tokens.get(index) + "._domainkey." + id);
                attributes.put("DkimDNSTokenValue" + TOKENS.get(index), tokens.get(index) + ".dkim.amazonses.com");
            }
            return Optional.of(Attributes.of(id, attributes));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before) {
        changes.forEach((group, change) -> {
            if (changed.contains(group)) {
                change.accept(id, given(properties, group).orElseGet(() -> standard(group, properties)));
            }
        });
    }

    @Override
    public void delete(String id, Map<String, Object> properties) {
        client.get().deleteEmailIdentity(delete -> delete.emailIdentity(id));
    }

    /** What a new identity has; its DKIM signing and its forwarding of feedback are on. */
    private static Fields standard(String group, Fields properties) {
        var none = Fields.empty(properties.at());
        return switch (group) {
            case "DkimAttributes" -> none.with("SigningEnabled", Value.Text.of("true", properties.at()));
            case "FeedbackAttributes" -> none.with("EmailForwardingEnabled", Value.Text.of("true", properties.at()));
            default -> none;
        };
    }

    private static Optional<Fields> given(Fields properties, String group) {
        return properties.get(group).map(value -> value.fields(group));
    }

    private CreateEmailIdentityRequest create(Fields properties) {
        // Filled with the tags as well, so that they are checked; then taken out, since nothing keeps them.
        return RequestMapper.fill(
                        CreateEmailIdentityRequest.builder(), properties.without(changes.keySet()), TYPE)
                .tags((java.util.Collection<Tag>) null)
                .build();
    }

    private static PutEmailIdentityConfigurationSetAttributesRequest configurationSet(String identity, Fields given) {
        return RequestMapper.fill(
                        PutEmailIdentityConfigurationSetAttributesRequest.builder(), given, TYPE + ".ConfigurationSetAttributes")
                .emailIdentity(identity)
                .build();
    }

    private static PutEmailIdentityDkimAttributesRequest dkim(String identity, Fields given) {
        return RequestMapper.fill(PutEmailIdentityDkimAttributesRequest.builder(), given, TYPE + ".DkimAttributes")
                .emailIdentity(identity)
                .build();
    }

    private static PutEmailIdentityFeedbackAttributesRequest feedback(String identity, Fields given) {
        return RequestMapper.fill(
                        PutEmailIdentityFeedbackAttributesRequest.builder(), given, TYPE + ".FeedbackAttributes")
                .emailIdentity(identity)
                .build();
    }

    private static PutEmailIdentityMailFromAttributesRequest mailFrom(String identity, Fields given) {
        return RequestMapper.fill(
                        PutEmailIdentityMailFromAttributesRequest.builder(), given, TYPE + ".MailFromAttributes")
                .emailIdentity(identity)
                .build();
    }
}
