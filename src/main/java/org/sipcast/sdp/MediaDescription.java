package org.sipcast.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One m-line with what belongs to it (RFC 8866 section 5.14).
 *
 * @param name audio, video, application …, as offered
 * @param port 0 if the medium is not offered or no longer wanted (RFC 3264 section 6)
 * @param portCount 1, except for hierarchically encoded streams
 * @param protocol such as {@code RTP/AVP}, as offered
 * @param formats payload types if the protocol is RTP, at least one
 * @param connection its own {@code c=}, or else the session's
 * @param bandwidth likewise
 */
record MediaDescription(
        SdpLine line,
        String name,
        int port,
        int portCount,
        String protocol,
        List<String> formats,
        Optional<Connection> connection,
        Bandwidth bandwidth,
        Attributes attributes) {
    private static final int MAX_FORMATS = 128;

    MediaDescription {
        formats = List.copyOf(formats);
    }

    static MediaDescription parse(
            SdpLine line, Optional<Connection> connection, Bandwidth bandwidth, Attributes attributes) {
        String[] fields = Fields.of(line.value());
        if (fields.length < 4) {
            throw line.malformed(
                    "m= needs medium, port, protocol and formats, found " + PrintableText.quoted(line.value()));
        }
        if (fields.length > 3 + MAX_FORMATS) {
            throw line.malformed("m= has more than " + MAX_FORMATS + " formats");
        }
        for (String field : fields) {
            if (!field.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw line.malformed("m= may hold visible ASCII only, found " + PrintableText.quoted(field));
            }
        }
        String[] ports = fields[1].split("/", 2);
        int count = ports.length == 1 ? 1 : number(line, ports[1]);
        List<String> formats = List.of(fields).subList(3, fields.length);
        return new MediaDescription(
                line, fields[0], number(line, ports[0]), count, fields[2], formats, connection, bandwidth, attributes);
    }

    private static int number(SdpLine line, String text) {
        return DecimalNumber.parse(text, 65_535)
                .orElseThrow(
                        () -> line.malformed("m= needs a port from 0 to 65535, found " + PrintableText.quoted(text)));
    }

    Optional<Medium> medium() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "video" -> Optional.of(Medium.VIDEO);
            case "audio" -> Optional.of(Medium.AUDIO);
            default -> Optional.empty();
        };
    }

    boolean isPlainRtp() {
        return protocol.equalsIgnoreCase("RTP/AVP") || protocol.equalsIgnoreCase("RTP/AVPF");
    }

    boolean isEncryptedRtp() {
        String upper = protocol.toUpperCase(Locale.ROOT);
        return upper.endsWith("RTP/SAVP") || upper.endsWith("RTP/SAVPF");
    }
}
