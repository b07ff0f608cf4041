package org.sipcast.vlc;

/** Ends a VLC; nothing to do if it does not run. */
final class Shutdown implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        VlcInstance vlc = request.vlc();
        vlc.whileRunning(() -> {
            vlc.commands().shutdown();
            vlc.connection().close();
        });
    }
}
