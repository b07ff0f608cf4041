package org.sipcast.vlc;

/** A hub that sends nothing more. */
record HubEnd(String instance, String hub, Reason reason) {
    enum Reason {
        /** Its source is at its end. */
        ENDED("ended"),
        /** Its source broke. */
        FAILED("failed"),
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
