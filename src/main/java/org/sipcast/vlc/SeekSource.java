package org.sipcast.vlc;

/** Has a source go on elsewhere, to the second; one that is held begins there. */
final class SeekSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().commands().seekSource(request.hub(), request.position());
    }
}
