package portero.local.ses;

/** Pages of the service's documentation. */
final class Docs {
    static final String API = "https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_";
    static final String GUIDE = "https://docs.aws.amazon.com/ses/latest/dg/";

    static final String SEND_EMAIL = API + "SendEmail.html";
    static final String MESSAGE_HEADER = API + "MessageHeader.html";
    static final String MESSAGE_TAG = API + "MessageTag.html";
    static final String DESTINATION = API + "Destination.html";
    static final String CREATE_EMAIL_IDENTITY = API + "CreateEmailIdentity.html";
    static final String GET_EMAIL_IDENTITY = API + "GetEmailIdentity.html";
    static final String LIST_EMAIL_IDENTITIES = API + "ListEmailIdentities.html";
    static final String PUT_MAIL_FROM = API + "PutEmailIdentityMailFromAttributes.html";
    static final String CREATE_CONFIGURATION_SET = API + "CreateConfigurationSet.html";
    static final String GET_CONFIGURATION_SET = API + "GetConfigurationSet.html";
    static final String CREATE_EVENT_DESTINATION = API + "CreateConfigurationSetEventDestination.html";
    static final String PUT_SUPPRESSED = API + "PutSuppressedDestination.html";
    static final String LIST_SUPPRESSED = API + "ListSuppressedDestinations.html";
    static final String GET_ACCOUNT = API + "GetAccount.html";
    static final String IDENTITIES = GUIDE + "creating-identities.html";
    static final String SANDBOX = GUIDE + "request-production-access.html";
    static final String QUOTAS = GUIDE + "quotas.html";
    static final String QUOTA_ERRORS = GUIDE + "manage-sending-quotas-errors.html";
    static final String SENDING_QUOTAS = GUIDE + "manage-sending-quotas.html";
    static final String SIMULATOR = GUIDE + "send-an-email-from-console.html";
    static final String SUPPRESSION_LIST = GUIDE + "sending-email-suppression-list.html";
    static final String SET_SUPPRESSION = GUIDE + "sending-email-suppression-list-config-level.html";
    static final String EVENT_BRIDGE = GUIDE + "monitoring-eventbridge.html";
    static final String EVENT_CONTENTS = GUIDE + "event-publishing-retrieving-sns-contents.html";
    static final String MESSAGE_TAG_HEADERS = GUIDE + "event-publishing-send-email.html";
    static final String PAUSING = GUIDE + "monitoring-sender-reputation-pausing.html";

    private Docs() {}
}
