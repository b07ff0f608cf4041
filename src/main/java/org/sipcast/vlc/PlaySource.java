package org.sipcast.vlc;

/** Starts a source that was opened on demand, at its beginning, or has one go on that was paused. */
final class PlaySource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().commands().playSource(request.hub());
    }
}
