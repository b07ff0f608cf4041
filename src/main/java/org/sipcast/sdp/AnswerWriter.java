package org.sipcast.sdp;

import java.util.List;

/** Writes the session description of an answer (RFC 8866 section 5). */
final class AnswerWriter {
    private final LocalMedia local;
    private final Origin origin;
    private final StringBuilder text = new StringBuilder();

    AnswerWriter(LocalMedia local, Origin origin) {
        this.local = local;
        this.origin = origin;
    }

    String write(List<MediaAnswer> media) {
        String address = "IN " + local.addressType() + ' ' + local.address();
        line("v=0");
        line("o=- " + origin.sessionId() + ' ' + origin.version() + ' ' + address);
        line("s=Sipcast");
        line("c=" + address);
        line("t=0 0");
        media.forEach(this::medium);
        return text.toString();
    }

    private void medium(MediaAnswer medium) {
        int port = medium.accepted().map(this::port).orElse(0);
        line("m=" + medium.name() + ' ' + port + ' ' + medium.protocol() + ' ' + String.join(" ", medium.formats()));
        medium.attributes().forEach(attribute -> line("a=" + attribute));
    }

    private int port(Medium medium) {
        int port = local.port(medium);
        if (port == 0) {
            throw new IllegalArgumentException("no local port for " + medium);
        }
        return port;
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }
}
