package org.sipcast.sdp;

/**
 * Begins sessions from one address of ours.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 */
public record Answerer(String address) {

    /** The session of a new call whose media comes from these ports. */
    public OwnSession begin(int videoPort, int audioPort) {
        return new OwnSession(new LocalMedia(address, videoPort, audioPort), Origin.first());
    }
}
