package org.sipcast.vlc;

import org.sipcast.vlc.telnet.SinkCounters;

/** Deletes a sink and answers what it has sent: nothing if it, its hub or its VLC is gone already. */
final class DeleteSink implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        String hub = request.hub();
        String sink = request.sink();
        VlcInstance vlc = request.vlc();
        request.message().setHeader(VlcConstants.COUNTERS, SinkCounters.NONE);
        vlc.leave(hub, sink);
        vlc.whileRunning(() -> request.message()
                .setHeader(VlcConstants.COUNTERS, vlc.commands().deleteSink(hub, sink)));
    }
}
