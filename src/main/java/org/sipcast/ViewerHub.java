package org.sipcast;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.sipcast.call.Call;
import org.sipcast.call.Hub;
import org.sipcast.vlc.VlcConstants;

/**
 * Tells {@code vlc:} about the exchange's call. Every call passes here several times, and an expression for each header took
 * more time than all that VLC is told.
 */
public final class ViewerHub {

    /** Says which VLC, hub and sink are meant, and in the property {@code onDemand} whether these are the call's own. */
    public void name(Exchange exchange) {
        Call call = callOf(exchange);
        Hub hub = call.hub();
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put(VlcConstants.INSTANCE, hub.instance());
        headers.put(VlcConstants.HUB, hub.name());
        headers.put(VlcConstants.SINK, call.id());
        exchange.setProperty("onDemand", !call.channel().isLive());
    }

    /** Says where picture and sound go. */
    public void describeMedia(Exchange exchange) {
        Call call = callOf(exchange);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put(VlcConstants.VIDEO, call.video());
        headers.put(VlcConstants.AUDIO, call.audio());
        headers.put(VlcConstants.VIDEO_SSRC, call.videoSsrc());
        headers.put(VlcConstants.AUDIO_SSRC, call.audioSsrc());
        headers.put(VlcConstants.VIDEO_RTX_SSRC, rtxSsrc(call.videoSsrc()));
        headers.put(VlcConstants.AUDIO_RTX_SSRC, rtxSsrc(call.audioSsrc()));
    }

    /** As random as the stream's own, and another one (RFC 4588 section 5.3). */
    private static long rtxSsrc(long ssrc) {
        return ssrc ^ 0xFFFF_FFFFL;
    }

    /** Whether the call ended while its start was put on record. */
    public boolean isTooLate(Exchange exchange) {
        return !callOf(exchange).isPlaying();
    }

    /** Whether the viewer is to have a sink now. */
    public boolean isDue(Exchange exchange) {
        return callOf(exchange).sink() != null;
    }

    private static Call callOf(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty("call", Call.class), "no call");
    }
}
