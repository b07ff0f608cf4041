package org.sipcast.records;

import java.time.Duration;

/**
 * How long those who follow the stream are waited for.
 *
 * @param heartbeat after so long without an event something is sent all the same
 * @param patience who takes nothing for so long while there is something to take is dropped
 * @param queueOctets that wait for a reader, at most about as many
 */
record StreamLimits(Duration heartbeat, Duration patience, int queueOctets) {
    static final StreamLimits USUAL = new StreamLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), 256 * 1024);
}
