package org.sipcast.vlc;

/** Puts a source's {@link org.sipcast.vlc.telnet.SourceStatus} into a header. */
final class ShowSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.message()
                .setHeader(VlcConstants.SOURCE, request.vlc().commands().sourceState(request.hub()));
    }
}
