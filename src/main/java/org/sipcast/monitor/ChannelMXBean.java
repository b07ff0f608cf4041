package org.sipcast.monitor;

/** One channel of conf/channels.yaml. */
@What("A channel of conf/channels.yaml")
public interface ChannelMXBean {
    @What("The user part of its SIP address")
    String getName();

    @What("Its title for people")
    String getTitle();

    @What("live or on demand")
    String getTimeline();

    @What("What VLC reads; without the user and password of an address")
    String getSource();

    @What("open, or stopped: then callers are refused until somebody opens it again")
    String getState();

    @What("Calls in progress")
    int getViewers();

    @What("How many there may be at once")
    int getViewerLimit();

    @What("Encodes in use")
    int getEncodes();

    @What("Refuses new callers, hangs up on everybody, and ends the channel's VLC; until it is opened again")
    void stop();

    @What("Lets callers in again after a stop")
    void open();

    @What("Hangs up on everybody and ends the channel's VLC; the next call starts another one")
    void restart();
}
