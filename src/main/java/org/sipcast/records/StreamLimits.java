package org.sipcast.records;

import java.time.Duration;

/**
 * How long readers are waited for.
 *
 * @param heartbeat after so long without an event something is sent to who follows the stream all the same
 * @param patience who follows and takes nothing for so long while there is something to take is dropped
 * @param answerPatience who takes nothing of any other answer for so long is dropped
 * @param queueOctets that wait for one who follows, at most about as many
 */
record StreamLimits(Duration heartbeat, Duration patience, Duration answerPatience, int queueOctets) {
    static final StreamLimits USUAL =
            new StreamLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(2), 256 * 1024);
}
