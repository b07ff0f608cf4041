package org.sipcast.steering;

/** What a command comes to, as the call is now. */
public enum Step {
    /** All is as it was wanted to be. */
    NONE,
    PAUSE,
    RESUME,
    SEEK,
    /** From the beginning, and no longer paused. */
    RESTART,
    STOP
}
