package org.sipcast.vlc;

/** Closes a hub with its source and its sinks; nothing to do if it or its VLC is gone. */
final class CloseHub implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.vlc().closeHub(request.hub());
    }
}
