package org.sipcast.vlc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.sipcast.vlc.telnet.VlcGoneException;

/** Work on one VLC that comes round again: never twice at once, so a VLC that hangs does not collect threads. */
final class Rounds {
    private final Silence silence;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Rounds(Silence silence) {
        this.silence = silence;
    }

    /** Works unless the last round is still under way; VLC's silence ends the round. */
    void next(Runnable work) {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        try {
            work.run();
            silence.over();
        } catch (VlcGoneException e) {
            silence.found(e);
        } finally {
            underWay.set(false);
        }
    }
}
