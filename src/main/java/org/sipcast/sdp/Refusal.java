package org.sipcast.sdp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says to people why an offer can't be served: what it has, medium by medium, and what the channel has. */
final class Refusal {
    private static final int MAX_MEDIA = 4;
    private static final int MAX_FORMATS = 8;

    private final ChannelMedia channel;
    private final AddressFamily ours;

    Refusal(ChannelMedia channel, AddressFamily ours) {
        this.channel = channel;
        this.ours = ours;
    }

    /** Of all that was offered. */
    NotAcceptableException of(List<MediaDescription> offered) {
        return new NotAcceptableException("This channel has " + has(Medium.values()) + offered(offered));
    }

    /** Of one medium of an offer whose other one is accepted; what was offered of it is not empty. */
    String of(Medium medium, List<MediaDescription> offered) {
        return PrintableText.of(
                "No " + word(medium) + ": this channel has " + has(medium) + offered(offered), PrintableText.SENTENCE);
    }

    private String offered(List<MediaDescription> offered) {
        String described = offered.stream().limit(MAX_MEDIA).map(this::describe).collect(Collectors.joining("; "));
        int more = offered.size() - MAX_MEDIA;
        boolean encrypted = offered.stream().anyMatch(MediaDescription::isEncryptedRtp);
        return ". Offered: " + described
                + (more > 0 ? "; " + more + " more media." : ".")
                + (encrypted ? " Encrypted media need a media proxy in front of this server." : "");
    }

    private String has(Medium... media) {
        return Arrays.stream(media)
                .filter(medium -> channel.encodes(medium).findAny().isPresent())
                .map(medium -> word(medium)
                        + ' '
                        + channel.codecs(medium).stream()
                                .map(Codec::encodingName)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private static String word(Medium medium) {
        return medium.name().toLowerCase(Locale.ROOT);
    }

    private String describe(MediaDescription description) {
        String medium = PrintableText.of(description.name(), PrintableText.WORD).toLowerCase(Locale.ROOT);
        Optional<String> obstacle = OfferedTransport.obstacle(description, ours);
        if (obstacle.isPresent()) {
            return medium + ' ' + obstacle.get();
        }
        if (description.medium().isEmpty()) {
            return medium;
        }
        List<PayloadFormat> formats = PayloadFormat.of(description);
        ChannelFit fit = ChannelFit.of(channel, description);
        int more = formats.size() - MAX_FORMATS;
        return medium
                + ' '
                + formats.stream()
                        .limit(MAX_FORMATS)
                        .map(format -> describe(format, fit))
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private String describe(PayloadFormat format, ChannelFit fit) {
        if (format.rtpMap().isEmpty()) {
            return "payload type " + format.payloadType();
        }
        return Stream.concat(Stream.of(name(format, format.rtpMap().get())), obstacle(format, fit).stream())
                .collect(Collectors.joining(" "));
    }

    private static String name(PayloadFormat format, RtpMap map) {
        return map.names(Codec.H264)
                ? "H264 with profile-level-id "
                        + parameter(format, "profile-level-id", ProfileLevelId.DEFAULT.text())
                        + " and packetization-mode " + parameter(format, "packetization-mode", "0")
                : PrintableText.of(map.toString(), PrintableText.WORD);
    }

    /** Only what the channel has can have one. */
    private Optional<String> obstacle(PayloadFormat format, ChannelFit fit) {
        return channel.encodes().stream()
                .map(Encode::codec)
                .filter(format::is)
                .findFirst()
                .flatMap(codec -> fit.obstacle(format, codec))
                .map(words -> '(' + words + ')');
    }

    private static String parameter(PayloadFormat format, String name, String otherwise) {
        return PrintableText.of(format.parameters().get(name).orElse(otherwise), PrintableText.WORD);
    }
}
