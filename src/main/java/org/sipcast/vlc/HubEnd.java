package org.sipcast.vlc;

import java.util.Set;

/**
 * A hub that sends nothing more.
 *
 * @param sinks the viewers who had it, or had the opening of its source that came to an end
 */
record HubEnd(String instance, String hub, Reason reason, Set<String> sinks) {
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
