package org.sipcast.sdp;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A {@code c=} line (RFC 8866 section 5.7): where a medium is to be sent. */
record Connection(String networkType, String addressType, String address) {
    private static final byte[] BROADCAST = {-1, -1, -1, -1};

    static Connection parse(SdpLine line) {
        String[] fields = Fields.of(line.value());
        if (fields.length != 3) {
            throw line.malformed(
                    "c= needs network type, address type and address, found " + PrintableText.quoted(line.value()));
        }
        return new Connection(fields[0], fields[1], fields[2]);
    }

    /** Why nothing can be sent there, in words that follow the medium's name; empty if it can. */
    Optional<String> obstacle(AddressFamily ours) {
        if (!networkType.equals("IN") || !(addressType.equals("IP4") || addressType.equals("IP6"))) {
            return Optional.of("at an address that is neither IP4 nor IP6");
        }
        Optional<InetAddress> literal = literal();
        if (literal.isEmpty()) {
            return Optional.of("at " + PrintableText.quoted(address) + ", which is no " + addressType + " address");
        }
        if (literal.get().isMulticastAddress() || Arrays.equals(literal.get().getAddress(), BROADCAST)) {
            return Optional.of("at an address of many, this server sends to one");
        }
        // on hold nothing is sent there, whatever it is
        return isHold() || addressType.equals(ours.name())
                ? Optional.empty()
                : Optional.of("at " + address + ", this server sends to " + ours.words() + " addresses only");
    }

    /** {@code 0.0.0.0} (RFC 3264 section 8.4) or {@code ::}: the media are on hold. */
    boolean isHold() {
        return literal().map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    private Optional<InetAddress> literal() {
        // A multicast address may have a time to live, "/127", behind it (RFC 8866 section 5.7).
        int slash = address.indexOf('/');
        String host = slash < 0 ? address : address.substring(0, slash);
        Optional<InetAddress> literal = addressType.equals("IP4") ? IpLiteral.ip4(host) : IpLiteral.ip6(host);
        return literal.filter(found -> slash < 0 || found.isMulticastAddress());
    }
}
