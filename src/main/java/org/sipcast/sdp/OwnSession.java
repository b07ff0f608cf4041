package org.sipcast.sdp;

/**
 * Our side of a call's session description, which each further description in the call continues.
 *
 * @param local where our media comes from
 * @param origin that of the description that was written last, or is to be written first
 */
public record OwnSession(LocalMedia local, Origin origin) {

    /** That of the next description (RFC 3264 section 8). */
    public OwnSession next() {
        return new OwnSession(local, origin.next());
    }

    /** The SDP answer (RFC 3264 section 6). */
    public String answer(Negotiation media) {
        return media.answer(local, origin);
    }

    /** The session as it is, as an offer. */
    public String offer(Negotiation media) {
        return media.offer(local, origin);
    }
}
