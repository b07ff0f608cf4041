package org.sipcast.vlc;

/** Has a source on demand go on somewhere else, in whole seconds; one that stands stays so. */
final class SeekSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().seekSource(request.hub(), request.position());
    }
}
