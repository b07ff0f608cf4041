package org.sipcast.vlc;

import org.sipcast.channel.Channel;
import org.sipcast.vlc.telnet.SourceRequest;

/**
 * Has the source of a hub open: a live one runs and begins again at its end if it is a file; one on demand waits at its
 * beginning.
 */
final class OpenSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        VlcComponent component = request.component();
        Channel channel = request.channel();
        String hub = request.hub();
        SourceRequest source = new SourceRequest(
                !channel.isLive(),
                channel.isLive() && channel.source().startsWith("file:"),
                component.getCache(),
                channel.source(),
                StreamChain.of(hub, request.codecs(), channel, component.encoderTemplates()));
        VlcInstance vlc = request.vlc();
        KnownHub known = vlc.hub(hub);
        new SourceOpening(vlc, known, channel, source, component.getSourceTimeout()).ensureOpen();
        if (request.names(VlcConstants.SINK) && !vlc.join(known, request.sink())) {
            throw new SourceUnavailableException(channel.title(), "its source is over already");
        }
    }
}
