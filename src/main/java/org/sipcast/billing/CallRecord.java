package org.sipcast.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line about a call: that it started, or that it ended.
 *
 * @param event {@code started} or {@code stopped}
 * @param call our own id of the call
 * @param sipCallId the Call-ID that the caller picked
 * @param identity who called by the word of the SIP platform (P-Asserted-Identity); null if it said nothing
 * @param videoCodec null if the call has no picture
 * @param audioCodec null if it has no sound
 * @param at when it happened, UTC, as ISO 8601 writes it
 * @param cause why it ended; null in a start record
 * @param milliseconds from the ACK to the end; null in a start record
 * @param sent what the hub counted for this viewer, by medium; null in a start record or where the hub is gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallRecord(
        String event,
        String call,
        String sipCallId,
        String channel,
        String caller,
        @Nullable String identity,
        @Nullable String videoCodec,
        @Nullable String audioCodec,
        String at,
        @Nullable String cause,
        @Nullable Long milliseconds,
        @Nullable Map<String, Map<String, Long>> sent) {}
