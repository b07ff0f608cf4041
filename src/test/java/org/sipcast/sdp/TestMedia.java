package org.sipcast.sdp;

import java.util.List;

/** A channel as most of these tests have it: all codecs, 640x360 at 25 frames and 800 kbit/s, which is level 3 of H.264. */
final class TestMedia {
    static final CodecPreference ALL_CODECS =
            new CodecPreference(List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU));
    static final Picture PICTURE = new Picture(640, 360, 25, 800);
    static final ChannelMedia ALL = of(ALL_CODECS);
    static final LocalMedia LOCAL = new LocalMedia("192.0.2.10", 20_000, 20_002);

    private TestMedia() {}

    static ChannelMedia of(CodecPreference codecs) {
        return ChannelMedia.of(codecs, PICTURE, 48, false);
    }

    static Negotiation negotiate(String offer, ChannelMedia channel) {
        return new Answerer(LOCAL.address()).negotiate(offer, channel);
    }

    static String answer(String offer) {
        return negotiate(offer, ALL).answer(LOCAL, Origin.first());
    }
}
