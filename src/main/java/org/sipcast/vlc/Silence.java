package org.sipcast.vlc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a VLC does not answer once, however often it is tried; the watch gives up one that stays silent. */
final class Silence {
    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

    private final String vlc;
    private final AtomicBoolean known = new AtomicBoolean();

    Silence(String vlc) {
        this.vlc = vlc;
    }

    void found(VlcGoneException fault) {
        if (known.compareAndSet(false, true)) {
            LOG.warn("The VLC of {} does not answer: {}", vlc, fault.getMessage());
        }
    }

    void over() {
        if (known.compareAndSet(true, false)) {
            LOG.info("The VLC of {} answers again", vlc);
        }
    }
}
