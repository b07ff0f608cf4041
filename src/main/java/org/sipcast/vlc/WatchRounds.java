package org.sipcast.vlc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every VLC looked at regularly, and at once when its connection breaks; one that hangs does not delay the others. */
final class WatchRounds {
    private static final Logger LOG = LoggerFactory.getLogger(WatchRounds.class);

    private final ScheduledExecutorService threads;
    private final Function<VlcInstance, HubWatch> watches;
    private final Map<VlcInstance, Watched> watched = new ConcurrentHashMap<>();
    private final List<Consumer<HubEnd>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledFuture<?> rounds;
    private volatile boolean stopped;

    /** @param requests looks asked for and not yet done; the thread that made it 1 does them all */
    private record Watched(HubWatch watch, AtomicInteger requests) {}

    WatchRounds(ScheduledExecutorService threads, Function<VlcInstance, HubWatch> watches) {
        this.threads = threads;
        this.watches = watches;
    }

    void start(Duration interval) {
        stopped = false;
        rounds = threads.scheduleWithFixedDelay(
                () -> watched.forEach((vlc, itsWatch) -> {
                    if (itsWatch.requests().get() == 0) {
                        request(vlc);
                    }
                }),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped = true;
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** Ends are kept while nobody listens: a route may be replaced meanwhile. */
    void addListener(Consumer<HubEnd> listener) {
        listeners.add(listener);
    }

    void removeListener(Consumer<HubEnd> listener) {
        listeners.remove(listener);
    }

    void add(VlcInstance vlc) {
        watched.computeIfAbsent(vlc, ignored -> new Watched(watches.apply(vlc), new AtomicInteger()));
    }

    /** Looks at one VLC as soon as a thread is free. */
    void request(VlcInstance vlc) {
        Watched itsWatch = watched.get(vlc);
        if (itsWatch != null && !stopped && itsWatch.requests().getAndIncrement() == 0) {
            threads.execute(() -> lookAsRequested(itsWatch));
        }
    }

    private void lookAsRequested(Watched itsWatch) {
        int seen;
        do {
            seen = itsWatch.requests().get();
            look(itsWatch.watch());
        } while (itsWatch.requests().addAndGet(-seen) > 0);
    }

    private void look(HubWatch watch) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            for (HubEnd end : watch.look()) {
                listeners.forEach(listener -> listener.accept(end));
            }
        } catch (RuntimeException e) {
            LOG.error("Watching the hubs failed", e);
        }
    }
}
