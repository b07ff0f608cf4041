package org.sipcast.vlc.telnet;

import org.jspecify.annotations.Nullable;

/** VLC did not answer: it does not run, closed the connection, took too long, or spoke out of turn. */
public class VlcGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public VlcGoneException(String message) {
        super(message);
    }

    public VlcGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
