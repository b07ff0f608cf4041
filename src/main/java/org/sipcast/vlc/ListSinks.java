package org.sipcast.vlc;

/** Puts the sinks of a hub into the body: their counters by their names. */
final class ListSinks implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.message().setBody(request.vlc().commands().listSinks(request.hub()));
    }
}
