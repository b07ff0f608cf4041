package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;

/** An INVITE that somebody kept as text, read as it would be if it had come in just now. */
public final class CapturedInvite {
    /** What stands before it is the tool's that captured it: when, from where, whereto. */
    private static final Pattern BEGIN = Pattern.compile("(?m)^INVITE \\S+ SIP/2\\.0[ \t\r]*$");

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");

    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("(?im)^(?:Content-Length|l)[ \t]*:[ \t]*([0-9]{0,6}).*\r\n");

    /** Where a body ends at the latest, for an SDP has none of these: a blank line, or the next message of a dialog. */
    private static final Pattern NEXT = Pattern.compile("(?m)^(?:\r\n|SIP/2\\.0 [0-9]{3} |[A-Z]+ \\S+ SIP/2\\.0\r\n)");

    /** A line of SDP. */
    private static final Pattern GOES_ON = Pattern.compile("[a-z]=");

    private final SIPRequest request;

    private CapturedInvite(SIPRequest request) {
        this.request = request;
    }

    /**
     * Reads it.
     *
     * @param text whose lines may end as they do on the wire or in files; a Content-Length that does not fit is no matter, and
     *     neither is what follows, as the rest of a dialog
     * @throws IllegalArgumentException that says what is wrong, if it is no INVITE that anybody would send
     */
    public static CapturedInvite read(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("There is no INVITE in an empty file");
        }
        Matcher begin = BEGIN.matcher(text);
        String message = begin.find() ? text.substring(begin.start()) : text.stripLeading();
        String wire = LINE_END.matcher(message).replaceAll("\r\n");
        int end = wire.indexOf("\r\n\r\n");
        String head = end < 0 ? wire.stripTrailing() + "\r\n\r\n" : wire.substring(0, end + 4);
        String body = end < 0 ? "" : body(head, wire.substring(end + 4));
        String counted = CONTENT_LENGTH
                .matcher(head)
                .replaceAll("")
                .replaceFirst(
                        "\r\n\r\n$",
                        "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        try {
            var parsed = new SturdyParserFactory(any -> true, octets -> false)
                    .parser()
                    .parseSIPMessage(
                            (counted + body).getBytes(StandardCharsets.UTF_8), true, true, CapturedInvite::refuse);
            if (!(parsed instanceof SIPRequest request) || SipMethod.INVITE != method(request)) {
                throw new IllegalArgumentException("This is no INVITE: it does not begin with INVITE sip:…");
            }
            request.checkHeaders();
            if (request.getTopmostVia() == null) {
                throw new IllegalArgumentException("The INVITE has no Via");
            }
            request.setPeerPacketSourceAddress(source(request));
            request.setPeerPacketSourcePort(request.getTopmostVia().getPort());
            return new CapturedInvite(request);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "The INVITE can't be read: " + Headers.oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    /** Of what stands behind the head: as long as that says, if a line ends there and no SDP goes on; else to where the next thing begins. */
    private static String body(String head, String rest) {
        Matcher length = CONTENT_LENGTH.matcher(head);
        if (length.find() && !length.group(1).isEmpty()) {
            byte[] octets = rest.getBytes(StandardCharsets.UTF_8);
            int end = Integer.parseInt(length.group(1));
            if (end <= octets.length) {
                String body = new String(octets, 0, end, StandardCharsets.UTF_8);
                String after = new String(octets, end, octets.length - end, StandardCharsets.UTF_8);
                if ((body.isEmpty() || body.endsWith("\r\n") || after.isEmpty() || after.startsWith("\r\n"))
                        && !GOES_ON.matcher(after.stripLeading()).lookingAt()) {
                    return body;
                }
            }
        }
        Matcher next = NEXT.matcher(rest);
        return next.find() ? rest.substring(0, next.start()) : rest;
    }

    private static void refuse(ParseException fault, Object message, Class<?> type, String header, String text)
            throws ParseException {
        throw new ParseException("the line " + Headers.oneLine(header), 0);
    }

    private static SipMethod method(SIPRequest request) throws ParseException {
        return SipMethod.valueOf(SipMethod.isDefined(request.getMethod()) ? request.getMethod() : "OPTIONS");
    }

    /** As the topmost Via says; a name is not looked up. */
    private static InetAddress source(SIPRequest request) {
        String host = request.getTopmostVia().getHost();
        try {
            return host.matches("[0-9.]+") ? InetAddress.getByName(host) : InetAddress.getLoopbackAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /** What the application would see of it. */
    public SipRequest request() {
        return RequestReader.read(request, SipMethod.INVITE, UUID.randomUUID());
    }

    /** The response as it would go out, without what the stack adds about itself. */
    public String response(Answer answer) {
        try {
            SIPResponse response = ReasonPhrases.respond(request, answer.status(), answer.reasonPhrase());
            if (answer.warning() != null) {
                response.addHeader(Headers.warning("sipcast", answer.warning()));
            }
            if (answer.retryAfter() != null) {
                response.addHeader(Headers.FACTORY.createRetryAfterHeader(
                        (int) answer.retryAfter().toSeconds()));
            }
            Responses.addBody(response, answer.contentType(), answer.body());
            return response.toString();
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("No response can be made of " + answer, e);
        }
    }
}
