package org.sipcast.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The pauses of calls that play, and where their films are: what a viewer changes about his call without another offer. */
public final class Films {
    private final CallRegistry calls;
    private final Clock clock;

    /** @param clock the registry's */
    public Films(CallRegistry calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** The viewer of this call wants to be told how his film stands. */
    public void tell(String id) {
        change(id, call -> call.with(call.film().tellingViewer()));
    }

    /** Pauses a call. Answers it as it is now, null if it is over. */
    public @Nullable Call pause(String id) {
        return change(id, call -> call.paused(true, clock.instant()));
    }

    /** Has a call go on that was paused, unless it is on hold. Answers it as it is now, null if it is over. */
    public @Nullable Call resume(String id) {
        return change(id, call -> call.paused(false, clock.instant()));
    }

    /** Somebody has sought in the film of a call. Answers the call as it is now, null if it is over. */
    public @Nullable Call sought(String id, Duration position) {
        return change(id, call -> call.with(call.film().sought(position, clock.instant())));
    }

    /** What the film's source says of it. Answers the call as it is now, null if it is over. */
    public @Nullable Call found(String id, Duration position, Duration length) {
        return change(id, call -> call.with(call.film().found(position, length, clock.instant())));
    }

    /** The calls that play films on demand. */
    public List<Call> onDemand() {
        return calls.all().stream()
                .filter(call -> call.isPlaying() && !call.channel().isLive())
                .toList();
    }

    /** The calls whose viewers want to be told now and then; of a live channel that plays there is nothing new to tell. */
    public List<Call> told() {
        return calls.all().stream()
                .filter(call -> call.isPlaying()
                        && call.film().told()
                        && (!call.channel().isLive() || call.isPaused()))
                .toList();
    }

    /** The calls that have been paused for so long. */
    public List<Call> pausedFor(Duration limit) {
        Instant begun = clock.instant().minus(limit);
        return calls.all().stream()
                .filter(call -> call.isPlaying() && call.hasPausedSince(begun))
                .toList();
    }

    private @Nullable Call change(String id, UnaryOperator<Call> change) {
        return calls.change(id, change);
    }
}
