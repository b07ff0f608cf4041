package org.sipcast.e2e.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipcast.e2e.program.FreePorts;

/** The ears of many viewers, all heard by one thread: each notes what its call receives, and sends RTCP while it is told to. */
final class Ears implements AutoCloseable {
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);

    private final Selector selector;
    private final List<Ear> ears = new ArrayList<>();
    private final Thread thread = new Thread(this::listen, "ears");
    private volatile boolean closed;

    /** @param reporting how long each ear sends RTCP, from its first packet on */
    Ears(List<Duration> reporting) {
        try {
            selector = Selector.open();
            for (Duration duration : reporting) {
                ears.add(new Ear(selector, new InetSocketAddress(FreePorts.loopback(), 0), duration));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    List<Ear> all() {
        return ears;
    }

    private void listen() {
        Instant reported = Instant.now();
        try {
            while (!closed) {
                selector.select(20);
                for (var key : selector.selectedKeys()) {
                    ((Ear) key.attachment()).receive();
                }
                selector.selectedKeys().clear();
                if (Instant.now().isAfter(reported.plus(BETWEEN_REPORTS))) {
                    reported = Instant.now();
                    for (Ear ear : ears) {
                        ear.report(reported);
                    }
                }
            }
            for (Ear ear : ears) {
                ear.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
