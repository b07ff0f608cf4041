package org.sipcast.call;

import java.util.List;
import java.util.Locale;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Answerer;
import org.sipcast.sdp.ChannelMedia;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.CodecPreference;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sdp.Picture;

/** Channels and negotiated media for tests of calls. */
public final class TestCalls {
    private static final CodecPreference ALL =
            new CodecPreference(List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU));

    private TestCalls() {}

    public static Channel live(String name, int viewerLimit) {
        return channel(name, Channel.Timeline.LIVE, viewerLimit);
    }

    public static Channel onDemand(String name, int viewerLimit) {
        return channel(name, Channel.Timeline.ON_DEMAND, viewerLimit);
    }

    /** What an offer with just these codecs comes to. */
    public static Negotiation media(Codec video, Codec audio) {
        return media(video, audio, Direction.RECVONLY);
    }

    /** What such an offer comes to whose media flow so, seen from the viewer. */
    public static Negotiation media(Codec video, Codec audio, Direction direction) {
        String offer =
                """
                v=0
                o=- 1 1 IN IP4 192.0.2.7
                s=-
                c=IN IP4 192.0.2.7
                t=0 0
                a=%s
                m=audio 4000 RTP/AVP 101
                a=rtpmap:101 %s
                m=video 4002 RTP/AVP 102
                a=rtpmap:102 %s
                a=fmtp:102 profile-level-id=42e01f;packetization-mode=1
                """
                        .formatted(direction.name().toLowerCase(Locale.ROOT), rtpmap(audio), rtpmap(video));
        return new Answerer("192.0.2.10")
                .negotiate(
                        offer.replace("\n", "\r\n"), ChannelMedia.of(ALL, new Picture(640, 360, 25, 800), 48, false));
    }

    private static String rtpmap(Codec codec) {
        String map = codec.encodingName() + "/" + codec.clockRate();
        return codec.channels() == 1 ? map : map + "/" + codec.channels();
    }

    private static Channel channel(String name, Channel.Timeline timeline, int viewerLimit) {
        return new Channel(
                name,
                name,
                "file:///film.mkv",
                timeline,
                new Channel.VideoFormat(640, 360, 25, 800, 2),
                new Channel.AudioFormat(48, false),
                ALL,
                viewerLimit);
    }
}
