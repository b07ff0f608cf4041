package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Refreshes sessions where that is up to us, and ends those that nobody has refreshed (RFC 4028). */
final class SessionTimers {

    private final Workers workers;
    private final Dialogs dialogs;
    private final Duration second;

    /** @param second how long a second lasts: tests have no time */
    SessionTimers(Workers workers, Dialogs dialogs, Duration second) {
        this.workers = workers;
        this.dialogs = dialogs;
        this.second = second;
    }

    /** A session has begun or was refreshed; without an interval it has no end of its own. */
    void start(LiveDialog live, @Nullable SessionInterval interval) {
        if (interval == null) {
            live.sessionTimer(null);
        } else if (interval.ours()) {
            live.sessionTimer(after(interval.refreshAfter(), () -> refresh(live, interval)));
        } else {
            live.sessionTimer(after(interval.expiresAfter(), () -> expire(live)));
        }
    }

    private Future<?> after(Duration length, Runnable job) {
        Duration real = second.multipliedBy(length.toMillis()).dividedBy(1000);
        return workers.after(real, () -> workers.forEvents().execute(job));
    }

    private void expire(LiveDialog live) {
        dialogs.end(live, 408, "the session was not refreshed");
    }

    private void refresh(LiveDialog live, SessionInterval interval) {
        // whatever becomes of the refresh: the session ends in time without one
        live.sessionTimer(after(interval.expiresAfter().minus(interval.refreshAfter()), () -> expire(live)));
        var headers = Map.of("Supported", "timer", "Session-Expires", interval.refresh());
        var unused = dialogs.ask(live, new DialogRequest(SipMethod.UPDATE, null, null, headers))
                .thenAccept(answer -> {
                    if (answer.status() < 300 && answer.response() != null) {
                        start(live, interval.refreshedBy(answer.response()));
                    }
                });
    }
}
