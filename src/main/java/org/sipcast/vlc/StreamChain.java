package org.sipcast.vlc;

import java.util.Set;
import java.util.stream.Collectors;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Encode;
import org.sipcast.sdp.Medium;

/**
 * Writes the chain of stream outputs of a hub: a branch for each encode of its codecs, whose encoder runs only while a
 * sink wants it.
 */
final class StreamChain {
    private StreamChain() {}

    static String of(String hub, Set<Codec> codecs, Channel channel, EncoderTemplates encoders) {
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least one codec");
        }
        return codecs.stream()
                .flatMap(codec -> Encode.of(codec).stream())
                .map(encode -> branch(hub, encode, encoders.encoder(encode, channel)))
                .collect(Collectors.joining(",", "#duplicate{", "}"));
    }

    private static String branch(String hub, Encode encode, String encoder) {
        String ends = "{hub=" + hub + ",codec=" + EncoderTemplates.name(encode) + "}";
        String medium = encode.medium() == Medium.VIDEO ? "video" : "audio";
        return "dst=gate" + ends + ":" + encoder + ":fanout" + ends + ",select=" + medium;
    }
}
