package org.sipcast.sip;

import org.apache.camel.spi.Metadata;

/**
 * The headers of the {@code sip:} component. Nothing else of a SIP message reaches an exchange, except its body and what the
 * component's option {@code headers} names.
 */
public final class SipConstants {

    @Metadata(
            label = "common",
            description = "The call's id, a UUID of our own; absent outside any call",
            javaType = "String")
    public static final String DIALOG_ID = "CamelSipDialogId";

    @Metadata(
            label = "consumer",
            description = "The method: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, MESSAGE or INFO",
            javaType = "String")
    public static final String METHOD = "CamelSipMethod";

    @Metadata(
            label = "consumer",
            description =
                    "What the request is about: its method, but UPDATE for each change of a call, which may also be a"
                            + " re-INVITE, or the ACK that answers an offer of ours",
            javaType = "String")
    public static final String EVENT = "CamelSipEvent";

    @Metadata(label = "consumer", description = "The Call-ID on the wire, chosen by the caller", javaType = "String")
    public static final String CALL_ID = "CamelSipCallId";

    @Metadata(
            label = "consumer",
            description =
                    "The user part of the Request-URI, unescaped and otherwise as it was sent; empty if there is none",
            javaType = "String")
    public static final String USER = "CamelSipUser";

    @Metadata(label = "consumer", description = "The Request-URI", javaType = "String")
    public static final String REQUEST_URI = "CamelSipRequestUri";

    @Metadata(label = "consumer", description = "The URI in From", javaType = "String")
    public static final String FROM = "CamelSipFrom";

    @Metadata(label = "consumer", description = "The display name in From, if there is one", javaType = "String")
    public static final String FROM_DISPLAY_NAME = "CamelSipFromDisplayName";

    @Metadata(
            label = "consumer",
            description =
                    "Who calls by the word of the trusted peer: the URI in P-Asserted-Identity (RFC 3325), if there is"
                            + " one",
            javaType = "String")
    public static final String IDENTITY = "CamelSipIdentity";

    @Metadata(
            label = "consumer",
            description = "The display name in P-Asserted-Identity, if there is one",
            javaType = "String")
    public static final String IDENTITY_DISPLAY_NAME = "CamelSipIdentityDisplayName";

    @Metadata(label = "consumer", description = "The URI in To", javaType = "String")
    public static final String TO = "CamelSipTo";

    @Metadata(
            label = "consumer",
            description = "The IP address that the packet came from; absent where the stack itself ended the call",
            javaType = "String")
    public static final String REMOTE_ADDRESS = "CamelSipRemoteAddress";

    @Metadata(
            label = "consumer",
            description = "The port that the packet came from; absent where the stack itself ended the call",
            javaType = "Integer")
    public static final String REMOTE_PORT = "CamelSipRemotePort";

    @Metadata(label = "consumer", description = "The transport, UDP or TCP", javaType = "String")
    public static final String TRANSPORT = "CamelSipTransport";

    @Metadata(
            label = "consumer",
            description =
                    "The types that an INVITE's sender takes within the call: the values of its Accept header fields,"
                            + " separated by commas",
            javaType = "String")
    public static final String ACCEPT = "CamelSipAccept";

    @Metadata(
            label = "consumer",
            description = "The types that are taken, for the Accept header field of an answer of 415",
            javaType = "String")
    public static final String ACCEPTED_TYPES = "CamelSipAcceptedTypes";

    @Metadata(
            label = "common",
            description = "The body's type, if there is a body. Producer: text/plain if not set",
            javaType = "String")
    public static final String CONTENT_TYPE = "CamelSipContentType";

    @Metadata(
            label = "consumer bye",
            description = "Who ended the call: remote, or local if the stack had to end it",
            javaType = "String")
    public static final String ORIGIN = "CamelSipOrigin";

    @Metadata(
            label = "common",
            description =
                    "Why the call ended. Consumer: the value of the Reason header field, if there is one, or"
                            + " words such as 'no ACK' if the stack had to end the call. Producer: the value to send (RFC 3326)",
            javaType = "String")
    public static final String REASON = "CamelSipReason";

    @Metadata(
            label = "consumer",
            description = "How many milliseconds ago the request came: it may have waited for others of its call",
            javaType = "long")
    public static final String AGE = "CamelSipAge";

    @Metadata(
            label = "common",
            description =
                    "The status code. Consumer of requests that want an answer: the answer's, 200 if not set. Producer: set"
                            + " to that of the answer, 408 if none came, 481 if there is no such call (any more)",
            javaType = "Integer")
    public static final String STATUS = "CamelSipStatus";

    @Metadata(
            label = "producer",
            description =
                    "Set with the status of an answer: whether it shows that the peer is there and knows the call,"
                            + " even if he refuses the request",
            javaType = "Boolean")
    public static final String REACHED = "CamelSipReached";

    @Metadata(
            label = "consumer",
            description = "The answer's reason phrase, if not the status code's usual one",
            javaType = "String")
    public static final String REASON_PHRASE = "CamelSipReasonPhrase";

    @Metadata(
            label = "consumer",
            description = "Words for the person who called, sent in the answer's Warning header field",
            javaType = "String")
    public static final String WARNING = "CamelSipWarning";

    @Metadata(label = "consumer", description = "After how many seconds the caller may try again", javaType = "Integer")
    public static final String RETRY_AFTER = "CamelSipRetryAfter";

    @Metadata(
            label = "consumer invite",
            description =
                    "Which info packages the caller takes (Recv-Info, RFC 6086): their names, separated by commas; absent"
                            + " if there are none",
            javaType = "String")
    public static final String RECV_INFO = "CamelSipRecvInfo";

    @Metadata(
            label = "consumer",
            description =
                    "The answer's Recv-Info: which info packages we take, in the answer to an INVITE or with a 469",
            javaType = "String")
    public static final String ANSWER_RECV_INFO = "CamelSipAnswerRecvInfo";

    @Metadata(
            label = "common",
            description = "The info package of an INFO (RFC 6086), if it has one",
            javaType = "String")
    public static final String INFO_PACKAGE = "CamelSipInfoPackage";

    @Metadata(
            label = "producer",
            description = "The channel whose account is to be registered or unregistered",
            javaType = "String")
    public static final String ACCOUNT = "CamelSipAccount";

    @Metadata(
            label = "producer",
            description = "Set by register and unregister: how it stands with the account's registration",
            javaType = "org.sipcast.sip.stack.RegistrationState")
    public static final String REGISTRATION = "CamelSipRegistration";

    private SipConstants() {}
}
