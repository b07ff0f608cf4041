package org.sipcast.steering;

/**
 * Keys that a viewer has pressed, one after the other.
 *
 * @param call the call's id
 */
public record KeyPress(String call, String keys, Way way) {

    /** In which way they came. */
    public enum Way {
        /** By INFO. */
        SIGNALLING,
        /** By RFC 4733. */
        SOUND
    }
}
