package org.sipcast.sdp;

import java.io.Serializable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Identity of our session description in a dialog (RFC 8866 section 5.2): the id stays, and the version grows by one with each
 * description that differs from the one before (RFC 3264 section 8).
 */
public record Origin(long sessionId, long version) implements Serializable {
    /** Some phones keep the id in 32 bits. */
    private static final long MAX_SESSION_ID = Integer.MAX_VALUE;

    public Origin {
        if (sessionId < 0 || version < 0) {
            throw new IllegalArgumentException("session id and version are not negative");
        }
    }

    /** That of a new dialog. */
    public static Origin first() {
        return new Origin(ThreadLocalRandom.current().nextLong(1, MAX_SESSION_ID), 1);
    }

    /** That of the dialog's next description. */
    public Origin next() {
        return new Origin(sessionId, version + 1);
    }
}
