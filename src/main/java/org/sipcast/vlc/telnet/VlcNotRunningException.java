package org.sipcast.vlc.telnet;

import org.jspecify.annotations.Nullable;

/** There is no VLC to talk to: whatever it sent, it sends no more. */
public final class VlcNotRunningException extends VlcGoneException {
    private static final long serialVersionUID = 1;

    public VlcNotRunningException(String message) {
        super(message);
    }

    public VlcNotRunningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
