package org.sipcast.sip.stack;

/** A request of ours could not be sent, or nobody answered it; the message says which. */
final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    NoAnswerException(String message) {
        super(message);
    }
}
