package org.sipcast.vlc;

/** Sends media to a paused sink again. */
final class ResumeSink implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().commands().resumeSink(request.hub(), request.sink());
    }
}
