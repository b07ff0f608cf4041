package org.sipcast.sdp;

import java.util.List;

/**
 * A session description (RFC 8866), as much of it as negotiation looks at.
 *
 * @param attributes those of the session, which hold for every medium that has none of its own
 * @param media in the order of the m-lines, at least one
 */
record SessionDescription(Attributes attributes, List<MediaDescription> media) {
    SessionDescription {
        media = List.copyOf(media);
    }

    /**
     * Reads a session description of at most 16 kB and 32 m-lines.
     *
     * @throws MalformedSdpException if it is none, with the line and what is wrong there
     */
    static SessionDescription parse(String text) {
        return new SessionParser(SdpReader.read(text)).parse();
    }

    Direction direction(MediaDescription description) {
        return description.attributes().direction().or(attributes::direction).orElse(Direction.SENDRECV);
    }
}
