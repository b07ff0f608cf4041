package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.telnet.ControlAddress;
import org.sipcast.vlc.telnet.VlcCommands;
import org.sipcast.vlc.telnet.VlcControl;
import org.sipcast.vlc.telnet.VlcGoneException;

/** The connection to a channel's VLC, made when it is needed and made again after it broke. */
final class VlcConnection {
    private final Path folder;
    private final Duration timeout;
    private final Runnable onLost;
    private final ReentrantLock connecting = new ReentrantLock(true);
    private volatile @Nullable Session session;

    /** What one connection reaches; a restarted VLC has another address. */
    record Session(ControlAddress address, VlcControl control, VlcCommands commands) {}

    /**
     * @param folder where the launcher leaves port and secret
     * @param onLost runs whenever a connection is over; must not block
     */
    VlcConnection(Path folder, Duration timeout, Runnable onLost) {
        this.folder = folder;
        this.timeout = timeout;
        this.onLost = onLost;
    }

    boolean isOpen() {
        return usable() != null;
    }

    /** @throws VlcGoneException if there is none and none can be made */
    Session open() {
        Session usable = usable();
        return usable != null ? usable : connect();
    }

    void close() {
        Session last = session;
        if (last != null) {
            last.control().close();
        }
    }

    private @Nullable Session usable() {
        Session last = session;
        return last != null && last.control().isOpen() ? last : null;
    }

    private Session connect() {
        takeTurn();
        try {
            Session usable = usable();
            if (usable != null) {
                return usable;
            }
            ControlAddress address = ControlAddress.read(folder);
            VlcControl control = VlcControl.connect(address, timeout);
            Session made = new Session(address, control, new VlcCommands(control));
            session = made;
            control.whenClosed(onLost);
            return made;
        } finally {
            connecting.unlock();
        }
    }

    /** With a time-out, so that a VLC that hangs does not collect callers. */
    private void takeTurn() {
        try {
            if (!connecting.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VlcGoneException("VLC does not accept a connection");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VlcGoneException("interrupted while connecting to VLC", e);
        }
    }
}
