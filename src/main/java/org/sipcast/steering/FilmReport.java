package org.sipcast.steering;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.SteadyClock;

/**
 * How it stands with what a viewer watches, as decision 20 writes it.
 *
 * @param state {@code playing}, {@code paused} or {@code ended}
 * @param position milliseconds; zero of a live channel
 * @param length likewise; zero also while it is not known
 * @param pauseEnds when the pause ends the call, as the clock on the wall shows it; null if it does not
 */
public record FilmReport(String state, long position, long length, boolean live, @Nullable Instant pauseEnds) {

    /**
     * Says how it stands now.
     *
     * @param pauseLimit zero for none
     */
    public static FilmReport of(Call call, SteadyClock clock, Duration pauseLimit) {
        Instant pausedAt = call.isPaused() ? call.usage().pauses().since() : null;
        return new FilmReport(
                call.isPaused() ? "paused" : "playing",
                call.film().position(clock.instant()).toMillis(),
                call.film().length().toMillis(),
                call.channel().isLive(),
                pausedAt == null || pauseLimit.isZero()
                        ? null
                        : clock.utc(pausedAt).plus(pauseLimit));
    }

    /** The same when the film is over. */
    public FilmReport ended() {
        return new FilmReport("ended", live ? 0 : length, length, live, null);
    }

    /** Numbers, words of ours and an instant need no escapes. */
    public String json() {
        String ends = pauseEnds == null
                ? "null"
                : '"' + pauseEnds.truncatedTo(ChronoUnit.MILLIS).toString() + '"';
        return "{\"state\":\"%s\",\"position\":%d,\"length\":%d,\"live\":%b,\"pauseEnds\":%s}"
                .formatted(state, position, length, live, ends);
    }
}
