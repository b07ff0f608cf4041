package org.sipcast.vlc;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Medium;

/** Writes the chain of stream outputs of a hub: a branch for each codec, whose encoder runs only while a sink wants it. */
final class StreamChain {
    private StreamChain() {}

    static String of(String hub, Set<Codec> codecs, Channel channel, EncoderTemplates encoders) {
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least one codec");
        }
        return codecs.stream()
                .map(codec -> branch(hub, codec, encoders.encoder(codec, channel)))
                .collect(Collectors.joining(",", "#duplicate{", "}"));
    }

    private static String branch(String hub, Codec codec, String encoder) {
        String ends = "{hub=" + hub + ",codec=" + codec.name().toLowerCase(Locale.ROOT) + "}";
        String medium = codec.medium() == Medium.VIDEO ? "video" : "audio";
        return "dst=gate" + ends + ":" + encoder + ":fanout" + ends + ",select=" + medium;
    }
}
