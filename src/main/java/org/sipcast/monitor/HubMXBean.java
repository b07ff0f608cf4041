package org.sipcast.monitor;

import java.util.List;

/** One hub in use: what sends to viewers. */
@What("A hub in use: the part of a VLC that sends to viewers")
public interface HubMXBean {
    @What("The VLC that has it, named as its channel")
    String getVlc();

    @What("The channel's name if it is live; on demand the id of the one call that it is for")
    String getName();

    @What("What is encoded, once for all who get it")
    List<String> getEncodes();

    @What("Calls that it is for")
    int getViewers();

    @What("RTP packets sent to those")
    long getPackets();

    @What("Packets that could not be sent to those")
    long getDrops();
}
