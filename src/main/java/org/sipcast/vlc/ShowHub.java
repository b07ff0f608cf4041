package org.sipcast.vlc;

/** Puts a hub's {@link org.sipcast.vlc.telnet.HubStats} into the body. */
final class ShowHub implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.message().setBody(request.vlc().commands().hubStats(request.hub()));
    }
}
