package org.sipcast.steering;

/** What a viewer wants can't be done; the message says why, in ASCII words for that viewer. */
public final class SteeringRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Nobody understands the words. */
    static final int MALFORMED = 400;

    /** They are understood, and can't be done now or at all. */
    static final int REFUSED = 403;

    /** There is no such call (any more). */
    static final int NO_CALL = 481;

    private final int status;

    SteeringRefusedException(int status, String words) {
        super(words);
        this.status = status;
    }

    /** The SIP status that says so. */
    public int status() {
        return status;
    }
}
