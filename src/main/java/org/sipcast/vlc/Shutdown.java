package org.sipcast.vlc;

/** Ends a VLC, and says whether it ends; nothing to do if it does not run. */
final class Shutdown implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.message().setHeader(VlcConstants.STATE, request.vlc().shutdown() ? "ended" : "running");
    }
}
