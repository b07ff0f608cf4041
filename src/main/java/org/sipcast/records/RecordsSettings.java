package org.sipcast.records;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may read records by HTTP, and how many may at once.
 *
 * @param node whose records these are
 * @param token what readers must show; without one nobody reads
 * @param readers how many may follow the stream at once
 * @param interim between two interim events of a call
 */
public record RecordsSettings(String node, Optional<AccessToken> token, int readers, Duration interim) {

    public RecordsSettings {
        if (readers < 1) {
            throw new IllegalArgumentException("sipcast.records.readers must be 1 or more, not " + readers);
        }
    }
}
