package org.sipcast.chat;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages with a sender of their own inside a MESSAGE: CPIM (RFC 3862), with an id as RFC 5438 has it. */
final class Cpim {
    static final String TYPE = "message/cpim";

    private static final String CRLF = "\r\n";
    private static final Pattern BLANK_LINE = Pattern.compile("(?:^|\\r?\\n)\\r?\\n");
    private static final Pattern LINE_END = Pattern.compile("\\r?\\n");
    private static final Pattern PARAMETERS =
            Pattern.compile("\\s*;\\s*(?:charset\\s*=\\s*\"?(?:utf-8|us-ascii)\"?)?\\s*");

    private static final Pattern NO_QUALITY = Pattern.compile("\\s*q\\s*=\\s*0(\\.0*)?\\s*");

    private Cpim() {}

    /** Whether an Accept header field has it among what is taken; a quality of 0 says that it is not (RFC 3261 section 20.1). */
    static boolean isAccepted(@Nullable String accept) {
        return accept != null && Arrays.stream(accept.split(",", -1)).anyMatch(Cpim::isAcceptedRange);
    }

    private static boolean isAcceptedRange(String range) {
        String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals(TYPE)
                && Arrays.stream(parts)
                        .noneMatch(part -> NO_QUALITY.matcher(part).matches());
    }

    /**
     * A line.
     *
     * @param host the one in the addresses of rooms
     */
    static String of(Line line, String host) {
        String room = "sip:" + line.room() + "@" + host;
        boolean viewers = line.kind() == Line.Kind.LINE;
        return "From: "
                + (viewers ? "\"" + line.name() + "\" <" + room + ";gr=" + line.member() + ">" : "<" + room + ">")
                + CRLF + "To: <" + room + ">" + CRLF
                + "DateTime: " + line.at() + CRLF
                + "NS: imdn <urn:ietf:params:imdn>" + CRLF
                + "imdn.Message-ID: " + line.id() + CRLF + CRLF
                + "Content-Type: text/plain;charset=utf-8" + CRLF + CRLF
                + line.text();
    }

    /**
     * What somebody has wrapped; who he says that he is does not count.
     *
     * @throws UnreadableLineException if it is no CPIM
     */
    static MessageBody read(String message) {
        int headers = behindBlankLine(message, 0);
        int body = behindBlankLine(message, headers);
        String type = "text/plain";
        for (String header : LINE_END.split(message.substring(headers, body), -1)) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? "" : header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            if (name.equals("content-type")) {
                type = withoutParameters(value);
            } else if (name.equals("content-transfer-encoding") && !value.matches("7bit|8bit|binary")) {
                throw new UnsupportedTypeException("Text in the encoding " + printable(value) + " can't be read here");
            }
        }
        return new MessageBody(type, message.substring(body));
    }

    private static int behindBlankLine(String message, int from) {
        // a part without headers begins with the blank line
        Matcher end = BLANK_LINE.matcher(message).region(from, message.length());
        if (!end.find()) {
            throw new UnreadableLineException("This is no message/cpim: its header has no end");
        }
        return end.end();
    }

    private static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        if (semicolon < 0) {
            return type;
        }
        String parameters = type.substring(semicolon);
        String bare = type.substring(0, semicolon).strip();
        if (bare.equals("text/plain")
                && parameters.contains("charset")
                && !PARAMETERS.matcher(parameters).matches()) {
            throw new UnsupportedTypeException("Only text in UTF-8 can be read here");
        }
        return bare;
    }

    private static String printable(String value) {
        return value.replaceAll("[^a-z0-9-]", "?");
    }
}
