package org.sipcast.vlc;

/** Has a source on demand stand where it is; {@code play} has it go on. */
final class PauseSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().commands().pauseSource(request.hub());
    }
}
