package org.sipcast.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallState;
import org.sipcast.sdp.NegotiatedStream;

/** Writes the records of calls; keeping them is the routes' part. */
public final class CallRecords {

    /** The record of a call whose ACK has come. */
    public CallRecord started(Call call) {
        if (!(call.state() instanceof CallState.Playing playing)) {
            throw new IllegalStateException("call " + call.id() + " does not play, it is " + call.state());
        }
        return record("started", call, playing.startedAt(), null, null, null);
    }

    /**
     * The record of a call that had played and is over.
     *
     * @param sent the hub's final counters by medium, or null if the hub is gone
     */
    public CallRecord stopped(Call call, @Nullable Map<String, Object> sent) {
        if (!(call.state() instanceof CallState.Ended ended) || ended.startedAt() == null) {
            throw new IllegalStateException("call " + call.id() + " has not played and ended, it is " + call.state());
        }
        long milliseconds = Duration.between(ended.startedAt(), ended.endedAt()).toMillis();
        return record("stopped", call, ended.endedAt(), ended.cause().name(), milliseconds, sent);
    }

    private static CallRecord record(
            String event,
            Call call,
            Instant at,
            @Nullable String cause,
            @Nullable Long milliseconds,
            @Nullable Map<String, Object> sent) {
        return new CallRecord(
                event,
                call.id(),
                call.sipCallId(),
                call.channel().name(),
                call.caller(),
                codec(call.video()),
                codec(call.audio()),
                at,
                cause,
                milliseconds,
                sent);
    }

    private static @Nullable String codec(@Nullable NegotiatedStream stream) {
        return stream == null ? null : stream.codec().encodingName();
    }
}
