package org.sipcast.vlc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.sdp.Retransmission;
import org.sipcast.vlc.telnet.Resend;
import org.sipcast.vlc.telnet.SinkTarget;

/**
 * Adds a sink, which gets a picture at once unless the endpoint says otherwise; repeated with another address, it moves the sink there. A medium on hold is
 * left out, unless all are: then a new sink begins paused.
 */
final class AddSink implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        NegotiatedStream video = request.stream(VlcConstants.VIDEO);
        NegotiatedStream audio = request.stream(VlcConstants.AUDIO);
        boolean paused = (video == null || video.onHold()) && (audio == null || audio.onHold());
        request.vlc()
                .commands()
                .addSink(
                        request.hub(),
                        request.sink(),
                        target(
                                request,
                                video,
                                VlcConstants.VIDEO_SSRC,
                                VlcConstants.VIDEO_RTX_SSRC,
                                VlcConstants.VIDEO_FROM,
                                paused),
                        target(
                                request,
                                audio,
                                VlcConstants.AUDIO_SSRC,
                                VlcConstants.AUDIO_RTX_SSRC,
                                VlcConstants.AUDIO_FROM,
                                paused),
                        request.start(),
                        paused);
    }

    private static @Nullable SinkTarget target(
            VlcRequest request,
            @Nullable NegotiatedStream stream,
            String ssrcHeader,
            String rtxSsrcHeader,
            String fromHeader,
            boolean evenOnHold) {
        if (stream == null || (stream.onHold() && !evenOnHold)) {
            return null;
        }
        return new SinkTarget(
                stream.address(),
                stream.port(),
                stream.codec().name().toLowerCase(Locale.ROOT),
                stream.payloadType(),
                request.ssrc(ssrcHeader),
                stream.rtcpPort(),
                stream.rtcpMux(),
                stream.packetizationMode(),
                stream.packetMilliseconds(),
                resend(request, stream.retransmission(), rtxSsrcHeader),
                stream.keysPayloadType(),
                request.component().getLatch(),
                request.message().getHeader(fromHeader, String.class));
    }

    private static Resend resend(VlcRequest request, Retransmission retransmission, String rtxSsrcHeader) {
        if (!retransmission.promised()) {
            return Resend.NOTHING;
        }
        return retransmission.payloadType() == 0
                ? Resend.AS_THEY_WERE
                : new Resend.InAStreamOfTheirOwn(retransmission.payloadType(), request.ssrc(rtxSsrcHeader));
    }
}
