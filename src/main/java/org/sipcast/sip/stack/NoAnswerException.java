package org.sipcast.sip.stack;

/** A request of ours could not be sent, or nobody answered it; the message says which. */
final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status the one that stands for it (RFC 3261 section 8.1.3.1) */
    NoAnswerException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
