package org.sipcast.editing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells when something has changed and then stayed as it is: editors and copies write in several steps. */
final class Settling<T> {
    private static final Duration QUIET = Duration.ofMillis(400);

    private @Nullable T taken;
    private @Nullable T seen;
    private long since;

    /** @param taken what is known already */
    Settling(T taken) {
        this.taken = taken;
    }

    /** Whether this is news, seen unchanged for a while; it is answered once. */
    boolean hasSettled(T now) {
        if (now.equals(taken)) {
            seen = null;
            return false;
        }
        if (!now.equals(seen)) {
            seen = now;
            since = System.nanoTime();
            return false;
        }
        if (System.nanoTime() - since < QUIET.toNanos()) {
            return false;
        }
        taken = now;
        seen = null;
        return true;
    }

    /** Whether nothing is about to settle. */
    boolean isQuiet() {
        return seen == null;
    }

    /** What was answered could not be taken: it is news once more. */
    void again() {
        taken = null;
    }
}
