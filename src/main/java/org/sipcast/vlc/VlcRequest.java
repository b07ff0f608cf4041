package org.sipcast.vlc;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.vlc.telnet.SinkStart;

/**
 * What an exchange asks of VLC, read from its headers; a missing one is an {@link IllegalArgumentException}.
 *
 * @param start what a new viewer gets first
 */
record VlcRequest(Exchange exchange, VlcComponent component, SinkStart start) {
    Message message() {
        return exchange.getMessage();
    }

    boolean names(String header) {
        return message().getHeader(header) != null;
    }

    VlcInstance vlc() {
        return component.instances().get(required(VlcConstants.INSTANCE, String.class));
    }

    String hub() {
        return required(VlcConstants.HUB, String.class);
    }

    String sink() {
        return required(VlcConstants.SINK, String.class);
    }

    Channel channel() {
        return required(VlcConstants.CHANNEL, Channel.class);
    }

    Duration position() {
        return required(VlcConstants.POSITION, Duration.class);
    }

    /** Those asked for, or all that the channel offers. */
    Set<Codec> codecs() {
        Set<Codec> codecs = EnumSet.noneOf(Codec.class);
        Collection<?> wanted = message().getHeader(VlcConstants.CODECS, Collection.class);
        if (wanted == null) {
            codecs.addAll(channel().codecs().video());
            codecs.addAll(channel().codecs().audio());
        } else {
            wanted.forEach(codec -> codecs.add((Codec) codec));
        }
        return codecs;
    }

    @Nullable
    NegotiatedStream stream(String header) {
        return message().getHeader(header, NegotiatedStream.class);
    }

    /** An SSRC, written as a signed or an unsigned number of 32 bits. */
    int ssrc(String header) {
        long ssrc = required(header, Long.class);
        if (ssrc < Integer.MIN_VALUE || ssrc > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(header + " has more than 32 bits");
        }
        return (int) ssrc;
    }

    Collection<String> collection(String header) {
        Collection<String> names = new LinkedHashSet<>();
        Collection<?> values = required(header, Collection.class);
        values.forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private <T> T required(String header, Class<T> type) {
        T value = message().getHeader(header, type);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the header " + header + " is missing, or is no " + type.getSimpleName());
        }
        return value;
    }
}
