package org.sipcast.channel;

import java.util.Set;
import java.util.regex.Pattern;
import org.sipcast.sdp.ChannelMedia;
import org.sipcast.sdp.CodecPreference;
import org.sipcast.sdp.H264Level;
import org.sipcast.sdp.Picture;

/**
 * Something that can be called.
 *
 * @param name the user part of its SIP address and the name of its VLC: {@code [a-z0-9][a-z0-9-]{0,39}}
 * @param title for people
 * @param source what VLC reads: an absolute MRL such as {@code file:///…} or {@code udp://@:1234}, no blanks or quotes
 * @param codecs what it offers, most preferred first
 * @param viewerLimit how many may watch at once, at least 1
 */
public record Channel(
        String name,
        String title,
        String source,
        Timeline timeline,
        VideoFormat video,
        AudioFormat audio,
        CodecPreference codecs,
        int viewerLimit) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern MRL = Pattern.compile("[a-z]+://[!-~&&[^\"'\\\\]]+");

    public Channel {
        // Both go into commands, where a blank or a quote would begin another word.
        if (!isName(name)) {
            throw new IllegalArgumentException("not a channel's name: " + name);
        }
        if (!MRL.matcher(source).matches()) {
            throw new IllegalArgumentException("not an MRL: " + source);
        }
        if (viewerLimit < 1) {
            throw new IllegalArgumentException("viewer limit below 1");
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether the viewers share one timeline or each has its own. */
    public enum Timeline {
        /** One input and one hub for all; a joiner sees what the others see. */
        LIVE,
        /** An input and a hub for each call, from the beginning. */
        ON_DEMAND
    }

    /** Picture size in pixels, frame rate, bit rate and keyframe distance of the video encoders. */
    public record VideoFormat(int width, int height, int framesPerSecond, int kilobitsPerSecond, int keyframeSeconds) {
        public Picture picture() {
            return new Picture(width, height, framesPerSecond, kilobitsPerSecond);
        }

        /** The lowest level of H.264 that has room for this picture, which is the level that is sent. */
        public H264Level h264Level() {
            return H264Level.of(picture())
                    .orElseThrow(() -> new IllegalStateException("no level of H.264 has room for " + this));
        }
    }

    /**
     * The sound.
     *
     * @param kilobitsPerSecond bit rate of the Opus encoder; G.711 has its own
     * @param lowDelay whether it goes in packets of 20 ms even to callers who ask for longer ones
     */
    public record AudioFormat(int kilobitsPerSecond, boolean lowDelay) {}

    /** What it can send to a caller who gets these of its codecs. */
    public ChannelMedia media(CodecPreference preference) {
        return ChannelMedia.of(preference, video.picture(), audio.kilobitsPerSecond(), audio.lowDelay());
    }

    /** Whether what runs in VLC for one can serve calls to the other. */
    public boolean sendsAs(Channel other) {
        return source.equals(other.source)
                && timeline == other.timeline
                && video.equals(other.video)
                && audio.equals(other.audio)
                && Set.copyOf(codecs.video()).equals(Set.copyOf(other.codecs.video()))
                && Set.copyOf(codecs.audio()).equals(Set.copyOf(other.codecs.audio()));
    }

    public boolean isLive() {
        return timeline == Timeline.LIVE;
    }
}
