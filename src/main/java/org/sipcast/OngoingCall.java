package org.sipcast;

import java.time.Duration;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.sip.SipConstants;

/**
 * What {@code calls} does for the dialog of an exchange. Parameters written in a route are expressions, for each of which
 * Camel copies the exchange; that every call passes here is why these are none.
 */
public final class OngoingCall {
    private final CallRegistry calls;

    public OngoingCall(CallRegistry calls) {
        this.calls = calls;
    }

    public @Nullable Call find(@Header(SipConstants.DIALOG_ID) String id) {
        return calls.find(id);
    }

    public boolean awaitsAnswer(@Header(SipConstants.DIALOG_ID) String id) {
        Call call = calls.find(id);
        return call != null && call.media().awaitsAnswer();
    }

    /**
     * Moves a call on from its ACK.
     *
     * @param age of the ACK, in milliseconds: it may have waited for its turn
     */
    public Call acknowledge(@Header(SipConstants.DIALOG_ID) String id, @Header(SipConstants.AGE) @Nullable Long age) {
        return calls.acknowledge(id, duration(age));
    }

    public Call play(@ExchangeProperty("call") Call acknowledged) {
        return calls.play(acknowledged);
    }

    /**
     * Null to everyone after the first who asks.
     *
     * @param age of the message by which its viewer ended it, in milliseconds; null if he did not
     */
    public @Nullable Call end(
            @Header(SipConstants.DIALOG_ID) String id,
            @ExchangeProperty("cause") EndCause cause,
            @Header(SipConstants.AGE) @Nullable Long age) {
        return calls.end(id, cause, duration(age));
    }

    private static Duration duration(@Nullable Long milliseconds) {
        return milliseconds == null ? Duration.ZERO : Duration.ofMillis(milliseconds);
    }
}
