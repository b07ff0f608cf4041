package org.sipcast;

import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.CallEvents;
import org.sipcast.billing.journal.Event;
import org.sipcast.call.Call;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.SinkCounters;

/** What {@code callEvents} says of the call of an exchange; as with {@link OngoingCall}, no parameters are written in routes. */
public final class RecordedCall {
    private final CallEvents events;

    public RecordedCall(CallEvents events) {
        this.events = events;
    }

    public Event started(@ExchangeProperty("call") Call acknowledged) {
        return events.started(acknowledged);
    }

    /** Whether it owes an end. */
    public boolean hasPlayed(@ExchangeProperty("call") Call call) {
        return call.hasPlayed();
    }

    /**
     * Its end.
     *
     * @param last null if its hub is gone
     */
    public Event stopped(
            @ExchangeProperty("call") Call ended, @Header(VlcConstants.COUNTERS) @Nullable SinkCounters last) {
        return events.stopped(ended, last == null ? null : last.toMap());
    }
}
