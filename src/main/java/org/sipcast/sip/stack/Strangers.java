package org.sipcast.sip.stack;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that somebody is refused whom nobody has let in, once a minute at most: whoever has forgotten to list a platform finds it
 * there, and a flood of strangers fills no disk.
 */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private long said = System.nanoTime() - SILENCE_NANOS;
    private long unsaid;

    synchronized void refused(String method, String address) {
        unsaid++;
        long now = System.nanoTime();
        if (now - said < SILENCE_NANOS) {
            return;
        }
        LOG.warn(
                "Refusing {} from {} with 403, as {} requests since this was said last: the address is no trusted peer (sipcast.sip.trusted-peers)",
                method,
                address,
                unsaid);
        said = now;
        unsaid = 0;
    }
}
