package org.sipcast.vlc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.telnet.ControlAddress;

/** A hub that we have opened and not closed. */
final class KnownHub {
    private final String name;
    private final ControlAddress home;
    private final AtomicReference<@Nullable Object> proof = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> opening = new AtomicReference<>();

    KnownHub(String name, ControlAddress home) {
        this.name = name;
        this.home = home;
    }

    String name() {
        return name;
    }

    /** The VLC process that has it: another one of the same channel has not, even if it has a hub of this name. */
    boolean livesAt(ControlAddress address) {
        return home.equals(address);
    }

    /** Set while a source of this hub was seen open and its end is not yet reported; each opening has its own. */
    AtomicReference<@Nullable Object> proofOfSource() {
        return proof;
    }

    /** Set while somebody opens the source of this hub. */
    AtomicReference<@Nullable CompletableFuture<Boolean>> opening() {
        return opening;
    }
}
