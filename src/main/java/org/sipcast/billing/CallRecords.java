package org.sipcast.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallState;
import org.sipcast.call.Counters;
import org.sipcast.sdp.NegotiatedStream;

/** Writes the records of calls; keeping them is the routes' part. */
public final class CallRecords {

    /** The record of a call whose ACK has come. */
    public CallRecord started(Call call) {
        if (!(call.state() instanceof CallState.Starting starting)) {
            throw new IllegalStateException("call " + call.id() + " is not starting, it is " + call.state());
        }
        return record("started", call, starting.startedAt(), null, null, null);
    }

    /**
     * The record of a call that had played and is over.
     *
     * @param sent the hub's final counters by medium, empty or null if the hub is gone
     */
    public CallRecord stopped(Call call, @Nullable Map<String, Map<String, Long>> sent) {
        if (!(call.state() instanceof CallState.Ended ended) || ended.startedAt() == null) {
            throw new IllegalStateException("call " + call.id() + " has not played and ended, it is " + call.state());
        }
        Map<String, Map<String, Long>> all = Counters.sum(call.sent(), sent);
        long milliseconds = Duration.between(ended.startedAt(), ended.endedAt()).toMillis();
        return record("stopped", call, ended.endedAt(), ended.cause().name(), milliseconds, all.isEmpty() ? null : all);
    }

    private static CallRecord record(
            String event,
            Call call,
            Instant at,
            @Nullable String cause,
            @Nullable Long milliseconds,
            @Nullable Map<String, Map<String, Long>> sent) {
        return new CallRecord(
                event,
                call.id(),
                call.sipCallId(),
                call.channel().name(),
                call.caller(),
                call.identity(),
                codec(call.media().video()),
                codec(call.media().audio()),
                at.toString(),
                cause,
                milliseconds,
                sent);
    }

    private static @Nullable String codec(Optional<NegotiatedStream> stream) {
        return stream.map(agreed -> agreed.codec().encodingName()).orElse(null);
    }
}
