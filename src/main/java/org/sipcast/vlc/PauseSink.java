package org.sipcast.vlc;

/** Sends no media to a sink for now; its RTCP goes on. */
final class PauseSink implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().commands().pauseSink(request.hub(), request.sink());
    }
}
