package org.sipcast.sdp;

/** Direction of a medium, seen from the side that writes it (RFC 8866 section 6.7). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE
}
