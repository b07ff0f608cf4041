package org.sipcast.safety;

import java.time.Duration;

/**
 * Secrets that were shown and are wrong: each is answered late, only so many at once, and the log has a line a minute at most,
 * so that guessing gets nowhere and costs little. Used by one thread.
 */
public final class WrongSecrets {
    /** How late a wrong one is answered. */
    public static final Duration LATE = Duration.ofSeconds(1);

    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final int mostAtOnce;
    private int waiting;
    private long said = System.nanoTime() - SILENCE_NANOS;

    public WrongSecrets(int mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /** Whether one more may wait for its answer; if so, {@link #answered} is due. */
    public boolean mayWait() {
        if (waiting >= mostAtOnce) {
            return false;
        }
        waiting++;
        return true;
    }

    /** One has waited. */
    public void answered() {
        waiting--;
    }

    /** Whether the log is to have a line now, whoever tries. */
    public boolean areNews() {
        long now = System.nanoTime();
        boolean news = now - said >= SILENCE_NANOS;
        if (news) {
            said = now;
        }
        return news;
    }
}
