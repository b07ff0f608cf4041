package org.sipcast.vlc;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.vlc.telnet.HubPorts;

/**
 * A hub that sends nothing more.
 *
 * @param sinks the viewers who had it, or had the opening of its source that came to an end
 * @param ports that its media came from
 * @param position where its source was when it was last asked
 * @param channel whose source it was; null if none was seen open
 */
record HubEnd(
        String instance,
        String hub,
        Reason reason,
        Set<String> sinks,
        HubPorts ports,
        Duration position,
        @Nullable Channel channel) {
    enum Reason {
        /** Its source is at its end. */
        ENDED("ended"),
        /** Its source broke. */
        FAILED("failed"),
        /** Its source is open and delivers nothing. */
        SILENT("silent"),
        /** Its VLC is gone, and the hub with it. */
        LOST("lost");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
