package org.sipcast.sdp;

/** One {@code a=} line (RFC 8866 section 5.13); {@code value} is empty for a property attribute. */
record Attribute(SdpLine line, String name, String value) {

    static Attribute parse(SdpLine line) {
        int colon = line.value().indexOf(':');
        String name = colon < 0 ? line.value() : line.value().substring(0, colon);
        if (!Token.matches(name)) {
            throw line.malformed("a= needs a name, found " + PrintableText.quoted(line.value()));
        }
        return new Attribute(
                line, name, colon < 0 ? "" : line.value().substring(colon + 1).strip());
    }
}
