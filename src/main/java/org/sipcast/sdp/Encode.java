package org.sipcast.sdp;

import java.util.Arrays;
import java.util.List;

/** What is encoded once for all who get it: a codec, and of H.264 one more whose NAL units each fit into a packet. */
public enum Encode {
    VP8(Codec.VP8),
    /** For packetization mode 1, in which large NAL units travel in fragments (RFC 6184 section 5.8). */
    H264(Codec.H264),
    /** For packetization mode 0, one NAL unit a packet (RFC 6184 section 6.2): pictures are cut into small slices. */
    H264_SLICES(Codec.H264),
    OPUS(Codec.OPUS),
    PCMA(Codec.PCMA),
    PCMU(Codec.PCMU);

    private final Codec codec;

    Encode(Codec codec) {
        this.codec = codec;
    }

    public Codec codec() {
        return codec;
    }

    public Medium medium() {
        return codec.medium();
    }

    /** H.264's packetization mode; 0 for all other codecs, which have none. */
    public int packetizationMode() {
        return this == H264 ? 1 : 0;
    }

    /** Those of a codec, the one that costs less first. */
    public static List<Encode> of(Codec codec) {
        return Arrays.stream(values()).filter(encode -> encode.codec == codec).toList();
    }
}
