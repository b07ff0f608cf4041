package org.sipcast.sdp;

/** The two kinds of address, by the names that {@code c=} has for them (RFC 8866 section 5.7). */
enum AddressFamily {
    IP4("IPv4"),
    IP6("IPv6");

    private final String words;

    AddressFamily(String words) {
        this.words = words;
    }

    static AddressFamily of(String literal) {
        return literal.indexOf(':') < 0 ? IP4 : IP6;
    }

    /** As people call it. */
    String words() {
        return words;
    }
}
