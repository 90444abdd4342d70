package portero.local.ses;

import static portero.local.ses.Shape.FLAG;
import static portero.local.ses.Shape.TEXT;
import static portero.local.ses.Shape.UNSERVED;
import static portero.local.ses.Shape.WHOLE;
import static portero.local.ses.Shape.choice;
import static portero.local.ses.Shape.empty;
import static portero.local.ses.Shape.many;

import portero.local.ses.Shape.Structure;

/**
 * What requests may carry.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Types.html">Data types</a>
 */
final class Requests {
    static final Shape SET_NAME = Shape.text("[A-Za-z0-9_-]+", 1, 64);
    static final Shape REASON = choice("BOUNCE", "COMPLAINT");
    private static final Shape ADDRESS = Shape.text("(?s).*", 1, 10_000);

    static final Structure TAG =
            empty().with("Key", Shape.text("(?s).*", 1, 128)).with("Value", Shape.text("(?s).*", 0, 256))
                    .requiring("Key", "Value");
    static final Shape TAGS = new Shape.Many(TAG, 50);

    private static final Structure CONTENT = empty().with("Data", TEXT).with("Charset", TEXT).requiring("Data");
    private static final Structure HEADER = empty()
            .with("Name", Shape.text("[!-9;-@A-~]+", 1, 126))
            .with("Value", Shape.text("[ -~]*", 1, 870))
            .requiring("Name", "Value");
    private static final Structure MESSAGE_TAG = empty()
            .with("Name", Shape.text("(?s).*", 0, 10_000))
            .with("Value", Shape.text("(?s).*", 0, 10_000))
            .requiring("Name", "Value");

    static final Structure SEND_EMAIL = empty()
            .with("FromEmailAddress", ADDRESS)
            .with("FromEmailAddressIdentityArn", UNSERVED)
            .with("Destination", empty()
                    .with("ToAddresses", many(ADDRESS))
                    .with("CcAddresses", many(ADDRESS))
                    .with("BccAddresses", many(ADDRESS)))
            .with("ReplyToAddresses", many(ADDRESS))
            .with("FeedbackForwardingEmailAddress", ADDRESS)
            .with("FeedbackForwardingEmailAddressIdentityArn", UNSERVED)
            .with("Content", empty()
                    .with("Simple", empty()
                            .with("Subject", CONTENT)
                            .with("Body", empty().with("Text", CONTENT).with("Html", CONTENT))
                            .with("Headers", new Shape.Many(HEADER, 15))
                            .with("Attachments", UNSERVED)
                            .requiring("Subject", "Body"))
                    .with("Raw", empty().with("Data", TEXT).requiring("Data"))
                    .with("Template", UNSERVED))
            .with("EmailTags", many(MESSAGE_TAG))
            .with("ConfigurationSetName", TEXT)
            .with("EndpointId", UNSERVED)
            .with("TenantName", UNSERVED)
            .with("ListManagementOptions", UNSERVED)
            .requiring("Content");

    static final Structure DKIM_SIGNING = empty()
            .with("DomainSigningSelector", UNSERVED)
            .with("DomainSigningPrivateKey", UNSERVED)
            .with("DomainSigningAttributesOrigin", UNSERVED)
            .with("NextSigningKeyLength", choice("RSA_1024_BIT", "RSA_2048_BIT"));
    static final Structure CREATE_IDENTITY = empty()
            .with("EmailIdentity", Shape.text("(?s).*", 1, 320))
            .with("Tags", TAGS)
            .with("DkimSigningAttributes", DKIM_SIGNING)
            .with("ConfigurationSetName", SET_NAME)
            .requiring("EmailIdentity");
    static final Structure MAIL_FROM = empty()
            .with("MailFromDomain", TEXT)
            .with("BehaviorOnMxFailure", choice("USE_DEFAULT_VALUE", "REJECT_MESSAGE"));

    static final Structure TRACKING = empty()
            .with("CustomRedirectDomain", TEXT)
            .with("HttpsPolicy", choice("REQUIRE", "REQUIRE_OPEN_ONLY", "OPTIONAL"));
    static final Structure DELIVERY = empty()
            .with("TlsPolicy", choice("REQUIRE", "OPTIONAL"))
            .with("SendingPoolName", TEXT)
            .with("MaxDeliverySeconds", WHOLE);
    static final Structure REPUTATION = empty().with("ReputationMetricsEnabled", FLAG);
    static final Structure SENDING = empty().with("SendingEnabled", FLAG);
    static final Structure SUPPRESSION = empty()
            .with("SuppressedReasons", many(REASON))
            .with("SuppressionScope", UNSERVED)
            .with("ValidationOptions", UNSERVED)
            .with("ValidationAttributes", UNSERVED);
    static final Structure VDM = empty()
            .with("DashboardOptions", empty().with("EngagementMetrics", choice("ENABLED", "DISABLED")))
            .with("GuardianOptions", empty().with("OptimizedSharedDelivery", choice("ENABLED", "DISABLED")));
    static final Structure ARCHIVING = empty().with("ArchiveArn", TEXT);
    static final Structure CREATE_SET = empty()
            .with("ConfigurationSetName", SET_NAME)
            .with("TrackingOptions", TRACKING.requiring("CustomRedirectDomain"))
            .with("DeliveryOptions", DELIVERY)
            .with("ReputationOptions", REPUTATION)
            .with("SendingOptions", SENDING)
            .with("SuppressionOptions", SUPPRESSION)
            .with("VdmOptions", VDM)
            .with("ArchivingOptions", ARCHIVING)
            .with("MessageSecurityOptions", UNSERVED)
            .with("Tags", TAGS)
            .requiring("ConfigurationSetName");

    static final Structure EVENT_DESTINATION = empty()
            .with("Enabled", FLAG)
            .with("MatchingEventTypes", many(choice("SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "OPEN", "CLICK",
                    "RENDERING_FAILURE", "DELIVERY_DELAY", "SUBSCRIPTION")))
            .with("EventBridgeDestination", empty()
                    .with("EventBusArn", Shape.text("arn:aws[a-z0-9-]*:events:[a-z0-9-]+:\\d{12}:event-bus/[^:]+", 36, 1024))
                    .requiring("EventBusArn"))
            .with("KinesisFirehoseDestination", UNSERVED)
            .with("CloudWatchDestination", UNSERVED)
            .with("SnsDestination", UNSERVED)
            .with("PinpointDestination", UNSERVED);
    static final Structure CREATE_DESTINATION = empty()
            .with("EventDestinationName", SET_NAME)
            .with("EventDestination", EVENT_DESTINATION)
            .requiring("EventDestinationName", "EventDestination");
    static final Structure UPDATE_DESTINATION =
            empty().with("EventDestination", EVENT_DESTINATION).requiring("EventDestination");

    static final Structure PUT_SUPPRESSED =
            empty().with("EmailAddress", ADDRESS).with("Reason", REASON).requiring("EmailAddress", "Reason");

    private Requests() {}
}
