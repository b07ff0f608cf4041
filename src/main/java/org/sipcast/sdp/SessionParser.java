package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts lines together to a session (RFC 8866 section 9).
 *
 * <p>Strict about what carries meaning: {@code v=0} and {@code o=} first, a {@code t=}, nothing of the session below an m-line.
 * Lenient about what does not: a missing {@code s=}, the order of the lines between.
 */
final class SessionParser {
    private static final int MAX_MEDIA = 32;
    private static final String ONLY_IN_SESSION = "vosuteprz";
    private static final String ONCE_IN_SESSION = "vosu";

    private final List<SdpLine> lines;

    SessionParser(List<SdpLine> lines) {
        this.lines = lines;
    }

    SessionDescription parse() {
        if (lines.isEmpty()) {
            throw new MalformedSdpException("SDP: empty, it needs at least v=, o=, t= and one m= line");
        }
        int firstMedium = nextMedium(0);
        List<SdpLine> session = lines.subList(0, firstMedium);
        checkHead();
        checkOnce(session);
        checkTime(session);
        Optional<Connection> connection = connection(session);
        Bandwidth bandwidth = Bandwidth.of(session, Bandwidth.UNKNOWN);
        List<MediaDescription> media = new ArrayList<>();
        for (int start = firstMedium; start < lines.size(); ) {
            int end = nextMedium(start + 1);
            media.add(medium(lines.subList(start, end), connection, bandwidth));
            if (media.size() > MAX_MEDIA) {
                throw lines.get(start).malformed("more than " + MAX_MEDIA + " m= lines");
            }
            start = end;
        }
        if (media.isEmpty()) {
            throw new MalformedSdpException("SDP: no m= line, a session without media is no offer");
        }
        return new SessionDescription(attributes(session), media);
    }

    private int nextMedium(int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).type() == 'm') {
                return i;
            }
        }
        return lines.size();
    }

    private void checkHead() {
        SdpLine version = lines.get(0);
        if (version.type() != 'v' || !version.value().equals("0")) {
            throw version.malformed("v=0 has to come first");
        }
        if (lines.size() < 2 || lines.get(1).type() != 'o') {
            throw SdpLine.malformed(version.number() + 1, "o= has to come second");
        }
        SdpLine origin = lines.get(1);
        String[] fields = Fields.of(origin.value());
        if (fields.length != 6 || !DecimalNumber.isDigits(fields[1]) || !DecimalNumber.isDigits(fields[2])) {
            throw origin.malformed("o= needs user, session id, version, network type, address type and address, found "
                    + PrintableText.quoted(origin.value()));
        }
    }

    private static void checkOnce(List<SdpLine> session) {
        String seen = "";
        for (SdpLine line : session) {
            if (ONCE_IN_SESSION.indexOf(line.type()) >= 0) {
                if (seen.indexOf(line.type()) >= 0) {
                    throw line.malformed(line.type() + "= may stand only once");
                }
                seen += line.type();
            }
        }
    }

    private static void checkTime(List<SdpLine> session) {
        SdpLine time = session.stream()
                .filter(line -> line.type() == 't')
                .findFirst()
                .orElseThrow(() -> new MalformedSdpException("SDP: no t= line, a call has t=0 0"));
        String[] fields = Fields.of(time.value());
        if (fields.length != 2 || !DecimalNumber.isDigits(fields[0]) || !DecimalNumber.isDigits(fields[1])) {
            throw time.malformed("t= needs start and end, found " + PrintableText.quoted(time.value()));
        }
    }

    private static MediaDescription medium(
            List<SdpLine> section, Optional<Connection> ofSession, Bandwidth bandwidthOfSession) {
        for (SdpLine line : section) {
            if (ONLY_IN_SESSION.indexOf(line.type()) >= 0) {
                throw line.malformed(line.type() + "= has to stand before the first m= line");
            }
        }
        return MediaDescription.parse(
                section.get(0),
                connection(section).or(() -> ofSession),
                Bandwidth.of(section, bandwidthOfSession),
                attributes(section));
    }

    private static Optional<Connection> connection(List<SdpLine> section) {
        return section.stream()
                .filter(line -> line.type() == 'c')
                .map(Connection::parse)
                .findFirst();
    }

    private static Attributes attributes(List<SdpLine> section) {
        return new Attributes(section.stream()
                .filter(line -> line.type() == 'a')
                .map(Attribute::parse)
                .toList());
    }
}
