package org.sipcast.sdp;

/**
 * Writes answers for one address of ours.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 */
public record Answerer(String address) {

    /** The SDP answer (RFC 3264 section 6) of a call whose media comes from these ports. */
    public String answer(Negotiation media, int videoPort, int audioPort) {
        return media.answer(new LocalMedia(address, videoPort, audioPort));
    }
}
