package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a channel can send to one caller.
 *
 * @param encodes for each medium the most preferred first, none twice
 * @param picture that of all video
 * @param opusKilobitsPerSecond bit rate of Opus; G.711 has its own
 * @param lowDelay whether sound goes in packets of 20 ms whatever the caller asks for
 */
public record ChannelMedia(List<Encode> encodes, Picture picture, int opusKilobitsPerSecond, boolean lowDelay) {
    private static final int G711_KILOBITS_PER_SECOND = 64;

    public ChannelMedia {
        encodes = List.copyOf(encodes);
    }

    /** All that these codecs can be encoded to. */
    public static ChannelMedia of(
            CodecPreference codecs, Picture picture, int opusKilobitsPerSecond, boolean lowDelay) {
        List<Encode> encodes = Stream.concat(codecs.video().stream(), codecs.audio().stream())
                .flatMap(codec -> Encode.of(codec).stream())
                .toList();
        return new ChannelMedia(encodes, picture, opusKilobitsPerSecond, lowDelay);
    }

    /** The same with these in front, as far as they are among it. */
    public ChannelMedia preferring(List<Encode> first) {
        List<Encode> order = new ArrayList<>(first);
        order.retainAll(encodes);
        encodes.stream().filter(encode -> !first.contains(encode)).forEach(order::add);
        return new ChannelMedia(order, picture, opusKilobitsPerSecond, lowDelay);
    }

    /** No more than these. */
    public ChannelMedia only(List<Encode> allowed) {
        return new ChannelMedia(
                encodes.stream().filter(allowed::contains).toList(), picture, opusKilobitsPerSecond, lowDelay);
    }

    Stream<Encode> encodes(Medium medium) {
        return encodes.stream().filter(encode -> encode.medium() == medium);
    }

    List<Codec> codecs(Medium medium) {
        return encodes(medium).map(Encode::codec).distinct().toList();
    }

    int kilobitsPerSecond(Codec codec) {
        return switch (codec) {
            case VP8, H264 -> picture.kilobitsPerSecond();
            case OPUS -> opusKilobitsPerSecond;
            case PCMA, PCMU -> G711_KILOBITS_PER_SECOND;
        };
    }
}
