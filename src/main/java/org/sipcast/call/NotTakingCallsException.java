package org.sipcast.call;

/** No call is let in, because the application drains. The message is written for the caller. */
public final class NotTakingCallsException extends RuntimeException {
    public NotTakingCallsException() {
        super("This server takes no more calls, it is about to be stopped");
    }
}
