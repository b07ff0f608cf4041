package org.sipcast.e2e.kill;

import java.time.Instant;

/** A call as its viewer saw it: the truth that its records are held against. */
record WatchedCall(String callId, Signalling signalling, Reception media) {
    boolean wasAcknowledged() {
        return signalling.acknowledged() != null;
    }

    boolean sawMedia() {
        return media.packets() > 0;
    }

    /** When the viewer showed last that it was there, but for its BYE: its RTCP, or its ACK. */
    Instant lastProofOfLife() {
        Instant acknowledged = signalling.acknowledged();
        Instant reported = media.reported();
        if (reported != null) {
            return reported;
        }
        return acknowledged == null ? Instant.MIN : acknowledged;
    }
}
