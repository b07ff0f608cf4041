package org.sipcast.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.sdp.Negotiation;

/**
 * One viewer's call to one channel.
 *
 * @param id ours, a UUID; the key everywhere, because the caller picks the Call-ID
 * @param sipCallId the Call-ID on the wire, for logs and records
 * @param caller the From URI
 * @param videoSsrc this viewer's SSRC, an unsigned 32-bit number
 * @param audioSsrc likewise
 */
public record Call(
        String id,
        String sipCallId,
        String caller,
        Channel channel,
        Negotiation media,
        long videoSsrc,
        long audioSsrc,
        CallState state) {

    public Hub hub() {
        return new Hub(channel.name(), channel.isLive() ? channel.name() : id);
    }

    /** The picture to send, or null if the call has none or it is on hold. */
    public @Nullable NegotiatedStream video() {
        return media.video().filter(stream -> !stream.onHold()).orElse(null);
    }

    /** The sound to send, or null if the call has none or it is on hold. */
    public @Nullable NegotiatedStream audio() {
        return media.audio().filter(stream -> !stream.onHold()).orElse(null);
    }

    public boolean isPlaying() {
        return state instanceof CallState.Playing;
    }

    boolean hasPlayedSince(Instant time) {
        return state instanceof CallState.Playing playing
                && !playing.startedAt().isAfter(time);
    }

    /** True once its start is on record, also after the end: such a call owes a stop record. */
    public boolean hasPlayed() {
        return isPlaying() || (state instanceof CallState.Ended ended && ended.startedAt() != null);
    }

    /** Why it ended, or null while it lasts. */
    public @Nullable EndCause endCause() {
        return state instanceof CallState.Ended ended ? ended.cause() : null;
    }

    Call start(Instant now) {
        if (state instanceof CallState.Offered offered) {
            return in(new CallState.Starting(offered.at(), now));
        }
        throw new IllegalStateException("call " + id + " is not waiting for an ACK, it is " + state);
    }

    Call play() {
        if (state instanceof CallState.Starting starting) {
            return in(new CallState.Playing(starting.offeredAt(), starting.startedAt()));
        }
        throw new IllegalStateException("call " + id + " is not starting, it is " + state);
    }

    Call end(Instant now, EndCause cause) {
        Instant startedAt = state instanceof CallState.Playing playing ? playing.startedAt() : null;
        return in(new CallState.Ended(startedAt, now, cause));
    }

    private Call in(CallState next) {
        return new Call(id, sipCallId, caller, channel, media, videoSsrc, audioSsrc, next);
    }
}
