package org.sipcast.sdp;

import java.util.Locale;
import java.util.Optional;

/** Direction of a medium, seen from the side that writes it (RFC 8866 section 6.7). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    static Optional<Direction> ofAttribute(String name) {
        return switch (name) {
            case "sendrecv" -> Optional.of(SENDRECV);
            case "sendonly" -> Optional.of(SENDONLY);
            case "recvonly" -> Optional.of(RECVONLY);
            case "inactive" -> Optional.of(INACTIVE);
            default -> Optional.empty();
        };
    }

    /** The name of the attribute that says it. */
    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a channel answers to an offer with this direction (RFC 3264 section 6.1): it sends to who receives, and what
     * {@code sendrecv} sends back is welcome as proof of life; who does not receive is on hold.
     */
    Direction answer() {
        return switch (this) {
            case SENDRECV -> SENDRECV;
            case RECVONLY -> SENDONLY;
            case SENDONLY, INACTIVE -> INACTIVE;
        };
    }
}
