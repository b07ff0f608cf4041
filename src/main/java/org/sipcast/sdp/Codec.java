package org.sipcast.sdp;

import java.util.Arrays;

/** The codecs a channel can send, with the names and clock rates that SDP knows them by. */
public enum Codec {
    /** RFC 7741. */
    VP8(Medium.VIDEO, "VP8", 90_000, 1),
    /** RFC 6184. */
    H264(Medium.VIDEO, "H264", 90_000, 1),
    /** RFC 7587: always written with 48000 Hz and two channels. */
    OPUS(Medium.AUDIO, "opus", 48_000, 2),
    /** RFC 3551 section 4.5.14, static payload type 8. */
    PCMA(Medium.AUDIO, "PCMA", 8_000, 1),
    /** RFC 3551 section 4.5.14, static payload type 0. */
    PCMU(Medium.AUDIO, "PCMU", 8_000, 1);

    private final Medium medium;
    private final String encodingName;
    private final int clockRate;
    private final int channels;

    Codec(Medium medium, String encodingName, int clockRate, int channels) {
        this.medium = medium;
        this.encodingName = encodingName;
        this.clockRate = clockRate;
        this.channels = channels;
    }

    /**
     * The codec that people call so, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Codec named(String name) {
        return Arrays.stream(values())
                .filter(codec -> codec.encodingName.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no codec"));
    }

    public Medium medium() {
        return medium;
    }

    /** The encoding name of {@code a=rtpmap} (RFC 8866 section 6.6), compared without regard to case. */
    public String encodingName() {
        return encodingName;
    }

    /** RTP clock rate in Hz. */
    public int clockRate() {
        return clockRate;
    }

    public int channels() {
        return channels;
    }
}
