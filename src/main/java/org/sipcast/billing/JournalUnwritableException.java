package org.sipcast.billing;

/** No call can be let in, because its start could not be put on record; the message is for the caller. */
public final class JournalUnwritableException extends RuntimeException {
    JournalUnwritableException() {
        super("Calls cannot be recorded at the moment");
    }
}
