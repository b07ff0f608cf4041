package org.sipcast.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads IP addresses that are written as numbers; never asks DNS, because a stranger's offer decides what is looked at. */
final class IpLiteral {
    private IpLiteral() {}

    /** Dotted decimal with four parts. */
    static Optional<InetAddress> ip4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4 || text.length() > 15) {
            return Optional.empty();
        }
        byte[] octets = new byte[4];
        for (int i = 0; i < octets.length; i++) {
            int octet = DecimalNumber.parse(parts[i], 255).orElse(-1);
            // "010" would be 8 to some readers and 10 to others.
            if (octet < 0 || !parts[i].equals(Integer.toString(octet))) {
                return Optional.empty();
            }
            octets[i] = (byte) octet;
        }
        return address(octets);
    }

    /** RFC 4291 section 2.2, without a zone, which has no meaning on another machine. */
    static Optional<InetAddress> ip6(String text) {
        boolean plausible = text.length() <= 45
                && text.indexOf(':') >= 0
                && text.chars().allMatch(c -> (c < 128 && Character.digit(c, 16) >= 0) || c == ':' || c == '.');
        if (!plausible) {
            return Optional.empty();
        }
        try {
            // In brackets the JDK takes nothing but a literal.
            return Optional.of(InetAddress.getByName('[' + text + ']'));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> address(byte[] octets) {
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
