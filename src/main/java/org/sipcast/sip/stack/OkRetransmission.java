package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a 2xx to INVITE until its ACK comes, on every transport (RFC 3261 section 13.3.1.4): after T1, with doubled
 * pauses up to T2, for 64*T1.
 */
final class OkRetransmission {

    private final Workers workers;
    private final SipSettings settings;
    private final Runnable send;
    private final Runnable giveUp;
    private @Nullable Future<?> next;
    private Duration elapsed = Duration.ZERO;
    private boolean stopped;

    OkRetransmission(Workers workers, SipSettings settings, Runnable send, Runnable giveUp) {
        this.workers = workers;
        this.settings = settings;
        this.send = send;
        this.giveUp = giveUp;
    }

    void start() {
        schedule(settings.t1());
    }

    private synchronized void schedule(Duration pause) {
        if (stopped) {
            return;
        }
        Duration left = settings.transactionTimeout().minus(elapsed);
        if (pause.compareTo(left) >= 0) {
            next = workers.after(left, () -> workers.forEvents().execute(giveUp));
            return;
        }
        elapsed = elapsed.plus(pause);
        Duration doubled = pause.multipliedBy(2);
        Duration longest = settings.t2();
        next = workers.after(pause, () -> {
            send.run();
            schedule(doubled.compareTo(longest) < 0 ? doubled : longest);
        });
    }

    /** Sends at once as well, because the INVITE was received again. */
    void resend() {
        send.run();
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
