package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our offer to who called without one (RFC 3261 section 13.3.1): the codec of each medium that the channel prefers. */
final class OwnOffer {
    private static final int DISCARD = 9;

    private final ChannelMedia channel;
    private final AddressFamily ours;

    OwnOffer(ChannelMedia channel, AddressFamily ours) {
        this.channel = channel;
        this.ours = ours;
    }

    /** The offer. Nobody knows where to send to before its answer is here, so all is on hold. */
    Negotiation make() {
        Optional<NegotiatedStream> audio = stream(Medium.AUDIO);
        Optional<NegotiatedStream> video = stream(Medium.VIDEO);
        List<MediaAnswer> media = new ArrayList<>();
        audio.map(this::medium).ifPresent(media::add);
        video.map(this::medium).ifPresent(media::add);
        return new Negotiation(video, audio, media, channel, "", true);
    }

    private Optional<NegotiatedStream> stream(Medium medium) {
        String nowhere = ours == AddressFamily.IP4 ? "0.0.0.0" : "::";
        return channel.encodes(medium)
                .findFirst()
                .map(Encode::codec)
                .map(codec -> new NegotiatedStream(
                        codec, payloadType(codec), nowhere, DISCARD, DISCARD + 1, false, Direction.INACTIVE));
    }

    /** Those that clients are used to; PCMA and PCMU have no others (RFC 3551 section 6). */
    private static int payloadType(Codec codec) {
        return switch (codec) {
            case VP8 -> 96;
            case H264 -> 97;
            case OPUS -> 111;
            case PCMA -> 8;
            case PCMU -> 0;
        };
    }

    private MediaAnswer medium(NegotiatedStream stream) {
        Codec codec = stream.codec();
        String format = Integer.toString(stream.payloadType());
        List<String> attributes = new ArrayList<>();
        attributes.add("rtpmap:" + format + ' ' + codec.encodingName() + '/' + codec.clockRate()
                + (codec.channels() > 1 ? "/" + codec.channels() : ""));
        parameters(codec).ifPresent(parameters -> attributes.add("fmtp:" + format + ' ' + parameters));
        if (stream.packetMilliseconds() > 0) {
            attributes.add("ptime:" + stream.packetMilliseconds());
        }
        attributes.add(stream.direction().attribute());
        String name = codec.medium() == Medium.VIDEO ? "video" : "audio";
        return new MediaAnswer(name, "RTP/AVP", List.of(format), Optional.of(codec.medium()), attributes);
    }

    private Optional<String> parameters(Codec codec) {
        return switch (codec) {
            case H264 ->
                H264Level.of(channel.picture())
                        .map(level ->
                                "profile-level-id=" + ProfileLevelId.sent(level).text()
                                        + ";packetization-mode=1;level-asymmetry-allowed=1");
            case OPUS -> Optional.of(AnswerAttributes.OPUS);
            case VP8, PCMA, PCMU -> Optional.empty();
        };
    }
}
