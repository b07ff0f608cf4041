package org.sipcast.vlc;

import java.util.List;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.CodecPreference;

/** Channels for tests. */
final class Channels {
    private Channels() {}

    /** One that offers all codecs. */
    static Channel of(Channel.Timeline timeline, String source) {
        return new Channel(
                "livetv",
                "Live TV",
                source,
                timeline,
                new Channel.VideoFormat(320, 180, 25, 400, 2),
                new Channel.AudioFormat(48, false),
                new CodecPreference(List.of(Codec.VP8, Codec.H264), List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU)),
                10);
    }
}
