package org.sipcast.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sipcast.sdp.Negotiation;

/**
 * What became of a call when its media were negotiated again.
 *
 * @param call as it is now
 * @param step what its hub has to do
 */
public record MediaChange(Call call, Step step) {

    /** What a hub has to do for a change. */
    public enum Step {
        /** All stays as it is, or nothing plays yet. */
        NONE,
        /** Nothing has played so far, because the call began on hold without a sink: there is a viewer now. */
        ADD,
        /** The same codecs go to other addresses, or under other payload types. */
        MOVE,
        /** All media are on hold. */
        PAUSE,
        /** They are no longer on hold and go on, perhaps to other addresses. */
        RESUME,
        /** Other codecs, so another sink with other SSRCs. */
        REPLACE
    }

    /** The step from what the sink gets to what it should get; {@code before} is the call before the change. */
    static Step needed(Call before, Negotiation media) {
        Sink sink = before.sink();
        if (!before.isPlaying()) {
            return Step.NONE;
        }
        if (media.onHold()) {
            return sink == null || sink.paused() ? Step.NONE : Step.PAUSE;
        }
        if (sink == null) {
            return Step.ADD;
        }
        if (!sink.hasCodecsOf(media)) {
            return Step.REPLACE;
        }
        // who has paused in another way than by hold goes on in such a way, and not by a refresh of the session
        if (sink.paused() && before.media().onHold()) {
            return Step.RESUME;
        }
        boolean same = media.video().equals(before.media().video())
                && media.audio().equals(before.media().audio());
        return same ? Step.NONE : Step.MOVE;
    }

    /** The sink after a step. */
    static @Nullable Sink after(Step step, @Nullable Sink sink, Negotiation media, Instant now) {
        return switch (step) {
            case NONE, MOVE -> sink;
            case PAUSE -> sink == null ? null : sink.pause();
            case RESUME -> sink == null ? null : sink.goOn();
            case ADD, REPLACE -> Sink.of(media, now);
        };
    }
}
