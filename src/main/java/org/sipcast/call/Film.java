package org.sipcast.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the film of a call on demand, by the registry's clock; of a live channel only {@code told} says anything.
 *
 * @param length zero while it is not known
 * @param from where in the film it was at {@code since}, or where it stands
 * @param since when it began to run from there; null while it stands
 * @param sought when somebody sought in it last; null if nobody has
 * @param told whether its viewer wants to be told how it stands
 */
public record Film(Duration length, Duration from, @Nullable Instant since, @Nullable Instant sought, boolean told) {
    static final Film AT_ITS_BEGINNING = new Film(Duration.ZERO, Duration.ZERO, null, null, false);

    /** For so long after a seek a source may still say where it was before. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** Where in the film it is then, never beyond its end. */
    public Duration position(Instant now) {
        Duration position = since == null || now.isBefore(since) ? from : from.plus(Duration.between(since, now));
        return length.isZero() || position.compareTo(length) < 0 ? position : length;
    }

    /** It runs from now on, or stands. */
    Film runs(boolean running, Instant now) {
        return running == (since != null) ? this : new Film(length, position(now), running ? now : null, sought, told);
    }

    /** It is there now, and runs or stands as before. */
    private Film at(Duration position, Instant now) {
        return new Film(length, position, since == null ? null : now, sought, told);
    }

    /** Somebody has sought in it. */
    Film sought(Duration position, Instant now) {
        return new Film(length, position, since == null ? null : now, now, told);
    }

    /** Its source says so; where it is, unless somebody has just sought in it. */
    Film found(Duration position, Duration known, Instant now) {
        boolean settled = sought == null || !now.isBefore(sought.plus(SETTLING));
        Film film = new Film(known, from, since, sought, told);
        return settled ? film.at(position, now) : film;
    }

    Film tellingViewer() {
        return new Film(length, from, since, sought, true);
    }
}
