package org.sipcast.call;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.sdp.ChannelMedia;
import org.sipcast.sdp.Encode;
import org.sipcast.sdp.NegotiatedStream;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sdp.OwnSession;

/**
 * One viewer's call to one channel.
 *
 * @param id ours, a UUID; the key everywhere, because the caller picks the Call-ID
 * @param sipCallId the Call-ID on the wire, for logs and records
 * @param caller the From URI
 * @param called the To URI
 * @param identity who calls by the word of the SIP platform (RFC 3325); null if it says nothing
 * @param opened what was to be encoded at first: the source of a call on demand has just these
 * @param session our session description; null until it is written
 * @param videoSsrc this viewer's SSRC, an unsigned 32-bit number
 * @param audioSsrc likewise
 * @param sink null while there is none
 * @param usage what was sent, and when the viewer was known to be there
 * @param film how it stands with its film
 */
public record Call(
        String id,
        String sipCallId,
        String caller,
        @Nullable String identity,
        String called,
        Channel channel,
        Negotiation media,
        List<Encode> opened,
        @Nullable OwnSession session,
        long videoSsrc,
        long audioSsrc,
        @Nullable Sink sink,
        Usage usage,
        Film film,
        CallState state) {

    /** Equal calls have the same id; Camel asks for this often, and all the rest of a call is a lot. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** By which a person finds it in logs. */
    @Override
    public String toString() {
        return "Call " + id + " (Call-ID " + sipCallId + ")";
    }

    public Hub hub() {
        return new Hub(channel.name(), channel.isLive() ? channel.name() : id);
    }

    /** The picture, on hold or not; null if the call has none. */
    public @Nullable NegotiatedStream video() {
        return media.video().orElse(null);
    }

    /** The sound, on hold or not; null if the call has none. */
    public @Nullable NegotiatedStream audio() {
        return media.audio().orElse(null);
    }

    /**
     * What can be agreed on when the media are negotiated again: the codecs in use come first, so that nothing changes
     * without need; a film on demand has no others than those that its source was opened with.
     */
    public ChannelMedia acceptable() {
        ChannelMedia all = media.channel().preferring(media.encodes());
        return channel.isLive() ? all : all.only(opened);
    }

    /** What is encoded for this call. */
    List<Encode> encodes() {
        return channel.isLive() ? media.encodes() : opened;
    }

    /** The SDP answer that goes with the media, or our offer to who called without one. */
    public String answer() {
        return written().answer(media);
    }

    /** The SDP of an offer to go on as it is. */
    public String offer() {
        return written().offer(media);
    }

    /** Our session description, whose version is that of the next one to be written. */
    public OwnSession nextSession() {
        return written().next();
    }

    private OwnSession written() {
        if (session == null) {
            throw new IllegalStateException("call " + id + " has no session description yet");
        }
        return session;
    }

    public boolean isPlaying() {
        return state instanceof CallState.Playing;
    }

    /** Whether its sink ought to have been there since then. */
    boolean hasSinkSince(Instant time) {
        return isPlaying() && sink != null && !sink.since().isAfter(time);
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
            return with(usage.seen(now)).in(new CallState.Starting(offered.at(), now));
        }
        throw new IllegalStateException("call " + id + " is not waiting for an ACK, it is " + state);
    }

    Call play(Instant now) {
        if (state instanceof CallState.Starting starting) {
            return with(
                            media,
                            session,
                            firstSink(now),
                            new CallState.Playing(starting.offeredAt(), starting.startedAt()))
                    .counted(now);
        }
        throw new IllegalStateException("call " + id + " is not starting, it is " + state);
    }

    /** On hold from the beginning it waits in a live channel's hub; a film on demand begins only with its viewer. */
    private @Nullable Sink firstSink(Instant now) {
        if (!media.onHold()) {
            return Sink.of(media, now);
        }
        return channel.isLive() && media.hasAddresses() ? Sink.paused(media, now) : null;
    }

    Call end(Instant time, EndCause cause) {
        Instant startedAt = state instanceof CallState.Playing playing ? playing.startedAt() : null;
        // two ages that were measured may overlap by their last digit
        Instant now = startedAt != null && time.isBefore(startedAt) ? startedAt : time;
        boolean byViewer = cause == EndCause.VIEWER_HUNG_UP || cause == EndCause.VIEWER_STOPPED;
        Call known = byViewer ? with(usage.seen(now)) : this;
        return known.with(film.runs(false, now)).in(new CallState.Ended(startedAt, now, cause));
    }

    Call describe(OwnSession description) {
        return with(media, description, sink, state);
    }

    Call change(Negotiation agreed, @Nullable Sink changed, Instant now) {
        return with(agreed, session, changed, state).counted(now);
    }

    /** Whether its viewer gets nothing because he wants so: on hold, or paused in another way. */
    public boolean isPaused() {
        return sink == null ? media.onHold() : sink.paused();
    }

    /** Whether its sink is gone with its VLC, and not added again so far. */
    public boolean isCutOff() {
        return sink != null && sink.cutOff();
    }

    /** Whether it was paused then and has been ever since. */
    boolean hasPausedSince(Instant time) {
        Instant since = usage.pauses().since();
        return since != null && !since.isAfter(time);
    }

    /** Paused or going on; on hold it can't go on, since our answer has said that no media come. */
    Call paused(boolean paused, Instant now) {
        if (sink == null || !isPlaying() || (!paused && media.onHold())) {
            return this;
        }
        return with(media, session, paused ? sink.pause() : sink.goOn(), state).counted(now);
    }

    /** The time that it plays counts, that of a pause does not. */
    private Call counted(Instant now) {
        if (!isPlaying()) {
            return this;
        }
        boolean paused = isPaused();
        return with(usage.onHold(paused, now)).with(film.runs(!paused && !channel.isLive(), now));
    }

    /** The same with what is known of its use by now. */
    Call with(Usage known) {
        return new Call(
                id, sipCallId, caller, identity, called, channel, media, opened, session, videoSsrc, audioSsrc, sink,
                known, film, state);
    }

    /** The same with its film as it stands now. */
    Call with(Film now) {
        return new Call(
                id, sipCallId, caller, identity, called, channel, media, opened, session, videoSsrc, audioSsrc, sink,
                usage, now, state);
    }

    Call replaceSink(long newVideoSsrc, long newAudioSsrc, Usage known) {
        return new Call(
                id,
                sipCallId,
                caller,
                identity,
                called,
                channel,
                media,
                opened,
                session,
                newVideoSsrc,
                newAudioSsrc,
                sink == null ? null : sink.added(),
                known,
                film,
                state);
    }

    /** Its sink is gone with its VLC, and is to be added again. */
    Call cutOff(Instant now) {
        return with(media, session, sink == null ? null : sink.cutOff(now), state);
    }

    private Call in(CallState next) {
        return with(media, session, sink, next);
    }

    private Call with(Negotiation agreed, @Nullable OwnSession description, @Nullable Sink now, CallState next) {
        return new Call(
                id,
                sipCallId,
                caller,
                identity,
                called,
                channel,
                agreed,
                opened,
                description,
                videoSsrc,
                audioSsrc,
                now,
                usage,
                film,
                next);
    }
}
