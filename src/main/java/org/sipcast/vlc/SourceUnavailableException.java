package org.sipcast.vlc;

import org.jspecify.annotations.Nullable;

/** A channel's source cannot be opened. The message is fit for the caller: no address, no path, no secret. */
public final class SourceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceUnavailableException(String channelTitle, String reason) {
        this(channelTitle, reason, null);
    }

    public SourceUnavailableException(String channelTitle, String reason, @Nullable Throwable cause) {
        super(channelTitle + ": " + reason, cause);
    }
}
