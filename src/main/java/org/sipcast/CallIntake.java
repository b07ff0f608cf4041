package org.sipcast;

import org.apache.camel.ExchangeProperty;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channel;

/** What {@code intake} says to the call of an exchange; as with {@link OngoingCall}, no parameters are written in routes. */
public final class CallIntake {
    private final Intake intake;

    public CallIntake(Intake intake) {
        this.intake = intake;
    }

    public void requireOpen() {
        intake.requireOpen();
    }

    public void requireOpenChannel(@ExchangeProperty("channel") Channel channel) {
        intake.requireOpen(channel);
    }

    /** Both once more, of a call that is among the others by now: whoever has ended those meanwhile has missed it or ended it as well. */
    public void requireStillOpen(@ExchangeProperty("channel") Channel channel) {
        intake.requireOpen();
        intake.requireOpen(channel);
    }
}
