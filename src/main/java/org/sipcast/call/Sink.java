package org.sipcast.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sipcast.sdp.Encode;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.sdp.Negotiation;

/**
 * What a call's sink in its hub was added with. A hub moves a sink to other addresses as long as its codecs stay.
 *
 * @param video null if it gets no picture
 * @param audio null if it gets no sound
 * @param since when it was to be added
 * @param cutOff whether it is gone with its VLC, and not added again so far
 */
public record Sink(@Nullable Encode video, @Nullable Encode audio, boolean paused, Instant since, boolean cutOff) {

    static Sink of(Negotiation media, Instant now) {
        return new Sink(
                media.video()
                        .filter(stream -> !stream.onHold())
                        .map(NegotiatedStream::encode)
                        .orElse(null),
                media.audio()
                        .filter(stream -> !stream.onHold())
                        .map(NegotiatedStream::encode)
                        .orElse(null),
                false,
                now,
                false);
    }

    /** A sink that is there but gets nothing until the viewer resumes. */
    static Sink paused(Negotiation media, Instant now) {
        return new Sink(
                media.video().map(NegotiatedStream::encode).orElse(null),
                media.audio().map(NegotiatedStream::encode).orElse(null),
                true,
                now,
                false);
    }

    Sink pause() {
        return new Sink(video, audio, true, since, cutOff);
    }

    /** The same sink, no longer paused. */
    Sink goOn() {
        return new Sink(video, audio, false, since, cutOff);
    }

    /** The same, whose VLC is gone, so that it is to be added to another. */
    Sink cutOff(Instant now) {
        return new Sink(video, audio, paused, now, true);
    }

    /** The same that is being added, as new or again. */
    Sink added() {
        return new Sink(video, audio, paused, since, false);
    }

    boolean hasCodecsOf(Negotiation media) {
        Sink other = of(media, since);
        return video == other.video && audio == other.audio;
    }
}
