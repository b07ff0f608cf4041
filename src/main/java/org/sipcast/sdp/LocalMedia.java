package org.sipcast.sdp;

/**
 * Where our media comes from, for the answer.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 * @param videoPort even port of RTP; RTCP, where it is not multiplexed, has the next; 0 if there is none
 * @param audioPort likewise
 */
public record LocalMedia(String address, int videoPort, int audioPort) {
    private static final int MAX_RTP_PORT = 65_534;

    public LocalMedia {
        if (IpLiteral.ip4(address).isEmpty() && IpLiteral.ip6(address).isEmpty()) {
            throw new IllegalArgumentException("not an IP address: " + address);
        }
        if (videoPort < 0 || videoPort > MAX_RTP_PORT || audioPort < 0 || audioPort > MAX_RTP_PORT) {
            throw new IllegalArgumentException("not a port for RTP: " + videoPort + ", " + audioPort);
        }
    }

    String addressType() {
        return AddressFamily.of(address).name();
    }

    int port(Medium medium) {
        return medium == Medium.VIDEO ? videoPort : audioPort;
    }
}
