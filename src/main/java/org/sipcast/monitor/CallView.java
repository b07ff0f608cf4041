package org.sipcast.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.sipcast.call.Call;
import org.sipcast.call.CallState;

/** A call as operators see it, at one moment. JMX wants getters, or this would be a record. */
public final class CallView {
    private final Call call;
    private final Instant now;

    CallView(Call call, Clock clock) {
        this.call = call;
        this.now = clock.instant();
    }

    public String getId() {
        return call.id();
    }

    public String getCallId() {
        return call.sipCallId();
    }

    public String getCaller() {
        return call.caller();
    }

    public String getIdentity() {
        return Objects.requireNonNullElse(call.identity(), "");
    }

    public String getChannel() {
        return call.channel().name();
    }

    public String getState() {
        return stateOf(call);
    }

    static String stateOf(Call call) {
        CallState state = call.state();
        if (state instanceof CallState.Playing) {
            return call.media().onHold() ? "on hold" : call.isPaused() ? "paused" : "playing";
        }
        return state instanceof CallState.Starting ? "starting" : "offered";
    }

    public String getMedia() {
        return call.media().toString();
    }

    public long getSeconds() {
        return Duration.between(begun(), now).toSeconds();
    }

    private Instant begun() {
        CallState state = call.state();
        if (state instanceof CallState.Playing playing) {
            return playing.offeredAt();
        }
        if (state instanceof CallState.Starting starting) {
            return starting.offeredAt();
        }
        return state instanceof CallState.Offered offered ? offered.at() : now;
    }

    public long getSecondsSinceProof() {
        return Duration.between(call.usage().provenAt(), now).toSeconds();
    }

    public long getPackets() {
        return sum(call, "packets");
    }

    public long getOctets() {
        return sum(call, "octets");
    }

    public long getDrops() {
        return sum(call, "drops");
    }

    public long getLost() {
        return Math.max(0, sum(call, "lost"));
    }

    public double getLossPercent() {
        long packets = getPackets();
        return packets == 0 ? 0 : Math.round(getLost() * 10_000.0 / packets) / 100.0;
    }

    /** Of all media. */
    static long sum(Call call, String counter) {
        return call.usage().latest().media().values().stream()
                .mapToLong((Map<String, Long> medium) -> medium.getOrDefault(counter, 0L))
                .sum();
    }
}
