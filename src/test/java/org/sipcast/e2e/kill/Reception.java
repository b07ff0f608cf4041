package org.sipcast.e2e.kill;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer received, and when it last showed that it was there.
 *
 * @param packets of RTP
 * @param first when the first packet came
 * @param last when the last packet came
 * @param reported when it sent RTCP last
 * @param hole the longest time between two packets
 */
record Reception(
        long packets, @Nullable Instant first, @Nullable Instant last, @Nullable Instant reported, Duration hole) {
    static final Reception NOTHING = new Reception(0, null, null, null, Duration.ZERO);

    /** From the first packet to the last. */
    Duration seen() {
        return first == null || last == null ? Duration.ZERO : Duration.between(first, last);
    }

    /** From the first packet to a moment, if that is later. */
    Duration until(Instant moment) {
        return first == null || moment.isBefore(first) ? Duration.ZERO : Duration.between(first, moment);
    }
}
