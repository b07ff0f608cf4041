package org.sipcast.vlc.telnet;

/** A datagram that is no report of a hub of ours; the message says why, and nothing of what it contains. */
public final class RefusedReportException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedReportException(String message) {
        super(message);
    }
}
