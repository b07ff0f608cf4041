package org.sipcast.e2e.film;

/** A picture is not the demo film's, or so damaged that its frame number can't be trusted. */
public final class UnreadablePictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePictureException(String reason) {
        super(reason);
    }
}
