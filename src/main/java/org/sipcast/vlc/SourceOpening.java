package org.sipcast.vlc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.vlc.telnet.SourceRequest;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcRefusedException;

/** Has the source of a hub open, whoever opens it: of several callers at once one does, and all wait for the outcome. */
final class SourceOpening {
    private static final Duration POLL = Duration.ofMillis(15);

    private final VlcInstance vlc;
    private final KnownHub hub;
    private final Channel channel;
    private final Supplier<SourceRequest> request;
    private final Duration timeout;
    private final Duration patience;
    private final boolean provesFailure;

    /**
     * @param request what to open, if nobody has done so
     * @param timeout how long a source may take to open
     * @param patience how long this caller may wait for it; where others wait for the same opening it goes on without him
     */
    SourceOpening(
            VlcInstance vlc,
            KnownHub hub,
            Channel channel,
            Supplier<SourceRequest> request,
            Duration timeout,
            Duration patience) {
        this.vlc = vlc;
        this.hub = hub;
        this.channel = channel;
        this.request = request;
        this.timeout = channel.isLive() ? timeout : patience;
        this.patience = patience;
        this.provesFailure = this.timeout.equals(timeout);
    }

    /** @throws SourceUnavailableException if it does not open; it is closed then */
    void ensureOpen() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> first = hub.opening().compareAndExchange(null, mine);
        if (first != null) {
            await(first);
            return;
        }
        try {
            open();
            mine.complete(true);
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            hub.opening().set(null);
        }
    }

    private void open() {
        long deadline = System.nanoTime() + timeout.toNanos();
        SourceState state = state();
        if (state == SourceState.OPEN || state == SourceState.PAUSED) {
            hub.sourceSeenOpen(channel);
            return;
        }
        try {
            if (state != SourceState.OPENING) {
                begin(state);
            }
            prove(deadline);
        } catch (SourceUnavailableException e) {
            closeAfter(e);
            if (provesFailure) {
                vlc.sourceGate().failed(channel.source());
            }
            throw e;
        }
        hub.sourceOpened(channel);
    }

    private void begin(SourceState state) {
        if (state != SourceState.NONE) {
            vlc.commands().closeSource(hub.name());
        }
        try {
            vlc.commands().openSource(hub.name(), request.get());
        } catch (VlcRefusedException e) {
            throw unavailable("its source is refused", e);
        }
    }

    /** VLC answers success to the start of a source that does not exist: only its state tells. */
    private void prove(long deadline) {
        for (SourceState state = state(); state != SourceState.OPEN && state != SourceState.PAUSED; state = state()) {
            if (state == SourceState.ENDED) {
                throw unavailable("its source is over already", null);
            }
            if (state != SourceState.OPENING) {
                throw unavailable("its source cannot be opened", null);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw unavailable(tooSlow(timeout), null);
            }
            pause();
        }
    }

    private void await(CompletableFuture<Boolean> first) {
        try {
            first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new VlcGoneException("opening the source failed", e);
        } catch (TimeoutException e) {
            throw unavailable(tooSlow(patience), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void closeAfter(SourceUnavailableException fault) {
        try {
            vlc.commands().closeSource(hub.name());
        } catch (VlcGoneException | VlcRefusedException e) {
            fault.addSuppressed(e);
        }
    }

    private SourceState state() {
        return vlc.commands().sourceState(hub.name()).state();
    }

    private SourceUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        return new SourceUnavailableException(channel.title(), reason, cause);
    }

    private static String tooSlow(Duration time) {
        return "its source did not open within " + time.toMillis() + " ms";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static VlcGoneException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new VlcGoneException("interrupted while the source was opening", cause);
    }
}
