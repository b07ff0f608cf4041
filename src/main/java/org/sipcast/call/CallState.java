package org.sipcast.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a call is on its way from INVITE to record; a call only ever moves forward. */
public sealed interface CallState {

    /** The INVITE was admitted; no media flows and nothing is billed. */
    record Offered(Instant at) implements CallState {}

    /** The ACK came; media flows from here on. */
    record Playing(Instant offeredAt, Instant startedAt) implements CallState {}

    /** Over, for whatever cause; {@code startedAt} is null if it never played. */
    record Ended(@Nullable Instant startedAt, Instant endedAt, EndCause cause) implements CallState {}
}
