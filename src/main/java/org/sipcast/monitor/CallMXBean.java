package org.sipcast.monitor;

/** One call in progress. */
@What("A call in progress")
public interface CallMXBean {
    @What("Our id of the call, which logs and records have")
    String getId();

    @What("The call's id in SIP")
    String getCallId();

    @What("Who called, by his own word")
    String getCaller();

    @What("Who called, by the word of the SIP platform; empty if it said nothing")
    String getIdentity();

    @What("The channel")
    String getChannel();

    @What(
            "offered (answered, no ACK yet), starting (its start is being put on record), playing, paused by the viewer's words or keys, or on hold")
    String getState();

    @What("The codecs of picture and sound")
    String getMedia();

    @What("Seconds since the call came in")
    long getSeconds();

    @What("Seconds since the viewer was last known to be there")
    long getSecondsSinceProof();

    @What("RTP packets sent, of picture and sound")
    long getPackets();

    @What("Octets of payload sent, of picture and sound")
    long getOctets();

    @What("Packets that could not be sent")
    long getDrops();

    @What("Packets lost on the way, as the viewer counts them")
    long getLost();

    @What("Lost packets of a hundred; 0 if the viewer says nothing of it")
    double getLossPercent();

    @What("Ends the call: the viewer is hung up on, and the record says that an operator did it")
    void end();
}
