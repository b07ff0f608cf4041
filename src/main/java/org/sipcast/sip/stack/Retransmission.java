package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what may have been lost until somebody has shown that he has it: after T1, with doubled pauses up to T2, for 64*T1. So a
 * 2xx to INVITE until its ACK comes, on every transport (RFC 3261 section 13.3.1.4), and a request of ours in a datagram until
 * its answer does (section 17.1.2).
 */
final class Retransmission {

    private final Workers workers;
    private final SipSettings settings;
    private final Runnable send;
    private final Runnable giveUp;
    private @Nullable Future<?> next;
    private Duration elapsed = Duration.ZERO;
    private boolean rare;
    private boolean stopped;

    Retransmission(Workers workers, SipSettings settings, Runnable send, Runnable giveUp) {
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
        next = workers.after(pause, () -> {
            try {
                send.run();
            } finally {
                // or nobody would ever give up
                schedule(after(pause));
            }
        });
    }

    private synchronized Duration after(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        Duration longest = settings.t2();
        return !rare && doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Repeats it every T2 from the next time on, as somebody works at it. */
    synchronized void becomeRare() {
        rare = true;
    }

    /** Sends at once as well, because it was asked for again. */
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
