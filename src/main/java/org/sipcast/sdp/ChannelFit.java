package org.sipcast.sdp;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Holds what a channel sends against what the payload types of one m-line can take. */
record ChannelFit(ChannelMedia channel, PacketTime packetTime, Bandwidth bandwidth) {
    private static final int MAX = 999_999_999;

    static ChannelFit of(ChannelMedia channel, MediaDescription offered) {
        return new ChannelFit(channel, PacketTime.of(offered, channel.lowDelay()), offered.bandwidth());
    }

    /** The best payload type for what we would encode; empty if there is none. */
    Optional<PayloadFormat> best(Encode encode, List<PayloadFormat> formats) {
        return formats.stream()
                .filter(format -> format.is(encode.codec()) && hasMode(encode, format))
                .filter(format -> obstacle(format, encode.codec()).isEmpty())
                // of several that differ in their profiles only; else the offer's first
                .min(Comparator.comparing(ChannelFit::rank));
    }

    private static boolean hasMode(Encode encode, PayloadFormat format) {
        return encode.codec() != Codec.H264
                || H264Format.of(format.parameters())
                        .filter(h264 -> h264.mode() == encode.packetizationMode())
                        .isPresent();
    }

    private static H264Profile rank(PayloadFormat format) {
        return Optional.of(format)
                .filter(candidate -> candidate.is(Codec.H264))
                .flatMap(candidate -> H264Format.of(candidate.parameters()))
                .map(H264Format::profile)
                .orElse(H264Profile.CONSTRAINED_BASELINE);
    }

    /** Whether the caller says that he has no room for it. Only sound has a choice: all video has one bit rate. */
    boolean isTooMuch(Codec codec) {
        return codec.medium() == Medium.AUDIO
                && !bandwidth.holds(
                        channel.kilobitsPerSecond(codec), packetTime.of(codec).orElse(1));
    }

    /** Sound in a packet, in milliseconds; 0 for video. */
    int packetMilliseconds(Codec codec) {
        return codec.medium() == Medium.VIDEO ? 0 : packetTime.of(codec).orElseThrow();
    }

    /** Why a payload type can't take what this channel sends in its codec, in words that follow its name. */
    Optional<String> obstacle(PayloadFormat format, Codec codec) {
        return switch (codec) {
            case H264 ->
                H264Format.of(format.parameters())
                        .map(h264 -> h264.obstacle(channel.picture()))
                        .orElse(Optional.of("of another profile or mode than ours"));
            case VP8 -> vp8Obstacle(format.parameters());
            case OPUS -> opusObstacle(format.parameters()).or(() -> packetObstacle(codec));
            case PCMA, PCMU -> packetObstacle(codec);
        };
    }

    /** RFC 7741 section 6.1: frames are not larger, and not more of them are sent. */
    private Optional<String> vp8Obstacle(FormatParameters parameters) {
        Picture picture = channel.picture();
        int frames = parameters.number("max-fr", MAX).orElse(MAX);
        int size = parameters.number("max-fs", MAX).orElse(MAX);
        if (!picture.fitsInto(size)) {
            return Optional.of("with max-fs " + size + ", needs " + picture.macroblocks());
        }
        return frames < picture.framesPerSecond()
                ? Optional.of("with max-fr " + frames + ", needs " + picture.framesPerSecond())
                : Optional.empty();
    }

    /** RFC 7587 section 6.1; in bit/s. */
    private Optional<String> opusObstacle(FormatParameters parameters) {
        int needed = channel.opusKilobitsPerSecond() * 1000;
        OptionalInt most = parameters.number("maxaveragebitrate", MAX);
        return most.isPresent() && most.getAsInt() < needed
                ? Optional.of("with maxaveragebitrate " + most.getAsInt() + ", needs " + needed)
                : Optional.empty();
    }

    private Optional<String> packetObstacle(Codec codec) {
        return packetTime.of(codec).isPresent()
                ? Optional.empty()
                : Optional.of("with maxptime " + packetTime.longest().orElse(0) + ", needs 20");
    }
}
