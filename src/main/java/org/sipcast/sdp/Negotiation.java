package org.sipcast.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an offer and a channel agreed on; or our own offer, on hold until its answer comes.
 *
 * @param video what is sent to the viewer's video port; empty if there is no video in this call
 * @param audio likewise
 * @param media our m-lines in the offer's order
 * @param channel what could be sent
 * @param shortfall why picture or sound is missing that was offered, in words fit for a Warning; empty if none is
 * @param awaitsAnswer whether it is our offer, and was not answered so far
 */
public record Negotiation(
        Optional<NegotiatedStream> video,
        Optional<NegotiatedStream> audio,
        List<MediaAnswer> media,
        ChannelMedia channel,
        String shortfall,
        boolean awaitsAnswer) {
    public Negotiation {
        media = List.copyOf(media);
        if (video.isEmpty() && audio.isEmpty()) {
            throw new IllegalArgumentException("a negotiation has video or audio");
        }
    }

    /** For logs. */
    @Override
    public String toString() {
        return shortfall.isEmpty() ? codecs().toString() : codecs() + ", " + shortfall;
    }

    public boolean hasVideo() {
        return video.isPresent();
    }

    public boolean hasAudio() {
        return audio.isPresent();
    }

    /** Nothing is to be sent for now: each medium of the call is on hold. */
    public boolean onHold() {
        return streams().allMatch(NegotiatedStream::onHold);
    }

    /** Where each medium would go is known; it is not where a hold came as an address of zeros (RFC 3264 section 8.4). */
    public boolean hasAddresses() {
        return streams().allMatch(NegotiatedStream::hasAddress);
    }

    /** The codecs in use, one for each medium, video first. */
    public List<Codec> codecs() {
        return streams().map(NegotiatedStream::codec).toList();
    }

    /** What has to be encoded for it, one for each medium, video first. */
    public List<Encode> encodes() {
        return streams().map(NegotiatedStream::encode).toList();
    }

    private Stream<NegotiatedStream> streams() {
        return Stream.concat(video.stream(), audio.stream());
    }

    /**
     * The SDP of the answer (RFC 3264 section 6); of our offer, if it is one.
     *
     * @throws IllegalArgumentException if {@code local} has no port for a medium of this call
     */
    public String answer(LocalMedia local, Origin origin) {
        return awaitsAnswer ? offer(local, origin) : new AnswerWriter(local, origin).write(media);
    }

    /**
     * The SDP of an offer of the same session. A hold is the peer's and not ours, so it is not in it: its answer says whether
     * it goes on (RFC 6337 section 5.3).
     *
     * @throws IllegalArgumentException if {@code local} has no port for a medium of this call
     */
    public String offer(LocalMedia local, Origin origin) {
        return new AnswerWriter(local, origin)
                .write(media.stream().map(MediaAnswer::withoutHold).toList());
    }
}
