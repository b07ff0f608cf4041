package org.sipcast.vlc;

import java.time.Duration;
import org.sipcast.channel.Channel;
import org.sipcast.vlc.telnet.SourceRequest;

/**
 * Has the source of a hub open: a live one runs and begins again at its end if it is a file; one on demand waits at its
 * beginning. The sink, if it is named, is concerned by the end of the source from then on.
 */
final class OpenSource implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        Channel channel = request.channel();
        KnownHub hub = request.vlc().hub(request.hub());
        ensureOpen(request, channel, hub);
        if (request.names(VlcConstants.SINK) && !request.vlc().join(hub, request.sink())) {
            throw new SourceUnavailableException(channel.title(), "its source is over already");
        }
    }

    private static void ensureOpen(VlcRequest request, Channel channel, KnownHub hub) {
        VlcComponent component = request.component();
        SourceGate gate = request.vlc().sourceGate();
        if (gate.hasFailedWithin(component.getSourceRetry(), channel.source())) {
            throw new SourceUnavailableException(channel.title(), "its source could not be opened a moment ago");
        }
        Duration patience = gate.enter(component.getSourceWaiters(), component.getSourceTimeout());
        try {
            new SourceOpening(
                            request.vlc(),
                            hub,
                            channel,
                            () -> source(request, channel),
                            component.getSourceTimeout(),
                            patience)
                    .ensureOpen();
        } finally {
            gate.leave();
        }
    }

    private static SourceRequest source(VlcRequest request, Channel channel) {
        VlcComponent component = request.component();
        return new SourceRequest(
                !channel.isLive(),
                channel.isLive() && channel.source().startsWith("file:"),
                component.getCache(),
                channel.source(),
                StreamChain.of(request.hub(), request.codecs(), channel, component.encoderTemplates()));
    }
}
