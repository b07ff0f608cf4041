package org.sipcast.call;

/** Somebody has stopped the channel. The message is written for the caller. */
public final class ChannelStoppedException extends RuntimeException {
    public ChannelStoppedException(String channel) {
        super("Channel " + channel + " is stopped for now");
    }
}
