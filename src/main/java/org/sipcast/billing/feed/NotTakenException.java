package org.sipcast.billing.feed;

/** A consumer was reached but did not take what a feed handed it; the message says what it answered, for the log. */
public final class NotTakenException extends RuntimeException {
    public NotTakenException(String words) {
        super(words);
    }
}
