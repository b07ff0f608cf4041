package org.sipcast.call;

import org.jspecify.annotations.Nullable;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.sdp.Negotiation;

/**
 * What a call's sink in its hub was added with. A hub moves a sink to other addresses as long as its codecs stay.
 *
 * @param video null if it gets no picture
 * @param audio null if it gets no sound
 */
public record Sink(@Nullable Codec video, @Nullable Codec audio, boolean paused) {

    static Sink of(Negotiation media) {
        return new Sink(
                media.video()
                        .filter(stream -> !stream.onHold())
                        .map(NegotiatedStream::codec)
                        .orElse(null),
                media.audio()
                        .filter(stream -> !stream.onHold())
                        .map(NegotiatedStream::codec)
                        .orElse(null),
                false);
    }

    Sink pause() {
        return new Sink(video, audio, true);
    }

    boolean hasCodecsOf(Sink other) {
        return video == other.video && audio == other.audio;
    }
}
