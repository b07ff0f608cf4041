package org.sipcast.billing.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * The fields of a line, in their order. Up to {@link #DESTINATION_RESELLER_FREE_TIME} they are those of sip:provider CE's
 * export for administrators, by position; what we do not know stays empty. docs/feeds.md describes each.
 */
enum CsvField {
    /** Without the zeros in front that a CloudEvent's has. */
    ID(event -> Long.toString(event.path("sequence").asLong())),
    UPDATE_TIME(event -> Instants.spaced(event.path("time").asText())),
    /** {@code 0}: the caller is no subscriber of ours. */
    SOURCE_USER_ID(event -> "0"),
    SOURCE_PROVIDER_ID,
    SOURCE_EXTERNAL_SUBSCRIBER_ID,
    SOURCE_SUBSCRIBER_ID,
    SOURCE_EXTERNAL_CONTRACT_ID,
    SOURCE_ACCOUNT_ID,
    SOURCE_USER(event -> caller(event).user()),
    SOURCE_DOMAIN(event -> caller(event).domain()),
    SOURCE_CLI(event -> caller(event).user()),
    SOURCE_CLIR,
    SOURCE_IP,
    DESTINATION_USER_ID,
    DESTINATION_PROVIDER_ID,
    DESTINATION_EXTERNAL_SUBSCRIBER_ID,
    DESTINATION_SUBSCRIBER_ID,
    DESTINATION_EXTERNAL_CONTRACT_ID,
    DESTINATION_ACCOUNT_ID,
    DESTINATION_USER(event -> data(event, "channel")),
    DESTINATION_DOMAIN(event -> called(event).domain()),
    DESTINATION_USER_IN(event -> called(event).user()),
    DESTINATION_DOMAIN_IN(event -> called(event).domain()),
    DESTINATION_USER_DIALED(event -> called(event).user()),
    PEER_AUTH_USER,
    PEER_AUTH_REALM,
    CALL_TYPE(event -> "call"),
    CALL_STATUS(event -> "ok"),
    CALL_CODE(event -> "200"),
    INIT_TIME,
    START_TIME(event -> Instants.spaced(data(event, "answeredAt"))),
    DURATION(CsvField::seconds),
    CALL_ID(event -> data(event, "sipCallId")),
    RATING_STATUS(event -> "unrated"),
    RATED_AT,
    SOURCE_CARRIER_COST,
    SOURCE_CUSTOMER_COST,
    SOURCE_CARRIER_ZONE,
    SOURCE_CUSTOMER_ZONE,
    SOURCE_CARRIER_DETAIL,
    SOURCE_CUSTOMER_DETAIL,
    SOURCE_CARRIER_FREE_TIME,
    SOURCE_CUSTOMER_FREE_TIME,
    DESTINATION_CARRIER_COST,
    DESTINATION_CUSTOMER_COST,
    DESTINATION_CARRIER_ZONE,
    DESTINATION_CUSTOMER_ZONE,
    DESTINATION_CARRIER_DETAIL,
    DESTINATION_CUSTOMER_DETAIL,
    DESTINATION_CARRIER_FREE_TIME,
    DESTINATION_CUSTOMER_FREE_TIME,
    SOURCE_RESELLER_COST,
    SOURCE_RESELLER_ZONE,
    SOURCE_RESELLER_DETAIL,
    SOURCE_RESELLER_FREE_TIME,
    DESTINATION_RESELLER_COST,
    DESTINATION_RESELLER_ZONE,
    DESTINATION_RESELLER_DETAIL,
    DESTINATION_RESELLER_FREE_TIME,

    EVENT_ID(event -> event.path("id").asText()),
    EVENT(""),
    NODE("node"),
    CALL("call"),
    CHANNEL("channel"),
    CALLED("called"),
    CALLER("caller"),
    IDENTITY("identity"),
    VIDEO_CODEC("codecs", "video"),
    AUDIO_CODEC("codecs", "audio"),
    ANSWERED_AT("answeredAt"),
    FIRST_PACKET_AT("firstPacketAt"),
    LAST_PROOF_OF_LIFE_AT("lastProofOfLifeAt"),
    ENDED_AT("endedAt"),
    BILLABLE_MILLISECONDS("billableMilliseconds"),
    TIME_TO_FIRST_PACKET_MILLISECONDS("timeToFirstPacketMilliseconds"),
    PAUSES_COUNT("pauses", "count"),
    PAUSES_MILLISECONDS("pauses", "milliseconds"),
    SENT_VIDEO_PACKETS("sent", "video", "packets"),
    SENT_VIDEO_OCTETS("sent", "video", "octets"),
    SENT_VIDEO_MILLISECONDS("sent", "video", "milliseconds"),
    SENT_AUDIO_PACKETS("sent", "audio", "packets"),
    SENT_AUDIO_OCTETS("sent", "audio", "octets"),
    SENT_AUDIO_MILLISECONDS("sent", "audio", "milliseconds"),
    RECEIVED_VIDEO_LOSS_PERCENT("received", "video", "lossPercent"),
    RECEIVED_VIDEO_JITTER_MILLISECONDS("received", "video", "jitterMilliseconds"),
    RECEIVED_AUDIO_LOSS_PERCENT("received", "audio", "lossPercent"),
    RECEIVED_AUDIO_JITTER_MILLISECONDS("received", "audio", "jitterMilliseconds"),
    ENDED_BY("endedBy"),
    CAUSE("cause"),
    INCOMPLETE("incomplete"),
    SOFTWARE("software"),
    PREVIOUS_HASH(event -> event.path("previoushash").asText());

    @SuppressWarnings("ImmutableEnumChecker") // all of them are lambdas without state
    private final Function<JsonNode, String> value;

    CsvField() {
        this(event -> "");
    }

    CsvField(String... path) {
        this(event -> data(event, path));
    }

    CsvField(Function<JsonNode, String> value) {
        this.value = value;
    }

    /**
     * Its value, or nothing.
     *
     * @param kind the record's event, such as {@code stopped}
     */
    String of(String kind, JsonNode event) {
        return this == EVENT ? kind : value.apply(event);
    }

    private static String data(JsonNode event, String... path) {
        JsonNode node = event.path("data");
        for (String name : path) {
            node = node.path(name);
        }
        return node.isNull() ? "" : node.asText();
    }

    /** The platform's word before the caller's own. */
    private static SipParty caller(JsonNode event) {
        String identity = data(event, "identity");
        return SipParty.of(identity.isEmpty() ? data(event, "caller") : identity);
    }

    private static SipParty called(JsonNode event) {
        return SipParty.of(data(event, "called"));
    }

    private static String seconds(JsonNode event) {
        JsonNode milliseconds = event.path("data").path("billableMilliseconds");
        return milliseconds.isNumber()
                ? BigDecimal.valueOf(milliseconds.longValue(), 3).toPlainString()
                : "";
    }
}
