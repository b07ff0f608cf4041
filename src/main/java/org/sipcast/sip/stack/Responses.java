package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ServerHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Makes responses of answers. */
final class Responses {

    static final String ACCEPT = "application/sdp";
    private static final String CHARSET = "charset";

    private final SipSettings settings;
    private final OfferedMethods offered;
    private final ServerHeader server;
    private final String salt = UUID.randomUUID().toString();

    Responses(SipSettings settings, OfferedMethods offered) {
        this.settings = settings;
        this.offered = offered;
        try {
            server = Headers.FACTORY.createServerHeader(List.of(settings.userAgent()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a user agent: " + settings.userAgent(), e);
        }
    }

    Response trying(SIPRequest request) {
        return request.createResponse(Response.TRYING);
    }

    /** A response with this To tag, if the request has none yet (RFC 3261 section 8.2.6.2). */
    SIPResponse of(SIPRequest request, Answer answer, String toTag) {
        try {
            SIPResponse response = ReasonPhrases.respond(request, answer.status(), answer.reasonPhrase());
            if (request.getToTag() == null) {
                response.setToTag(toTag);
            }
            response.setHeader(server);
            if (answer.warning() != null) {
                response.addHeader(Headers.warning(settings.advertised(), answer.warning()));
            }
            if (answer.retryAfter() != null) {
                response.addHeader(Headers.FACTORY.createRetryAfterHeader(
                        (int) answer.retryAfter().toSeconds()));
            }
            answer.headers().forEach((name, value) -> response.addHeader(Headers.of(name, value)));
            addCapabilities(request, response);
            addBody(response, answer.contentType(), answer.body());
            return response;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("No response can be made of " + answer, e);
        }
    }

    /** What RFC 3261 sections 11.2 and 13.3.1.4 ask of successes. */
    private void addCapabilities(SIPRequest request, SIPResponse response) throws ParseException {
        String method = request.getMethod();
        boolean refresh = Screening.isTargetRefresh(method);
        if (response.getStatusCode() >= 300 || !(refresh || method.equals(Request.OPTIONS))) {
            return;
        }
        response.setHeader(Headers.of("Allow", offered.allow()));
        response.setHeader(Headers.of("Supported", "timer"));
        if (refresh) {
            response.setHeader(Headers.contact(settings, request));
        } else {
            response.setHeader(Headers.of("Accept", ACCEPT));
        }
    }

    static void addBody(SIPMessage message, @Nullable String contentType, @Nullable String body) throws ParseException {
        if (body != null && !body.isEmpty()) {
            String type = contentType == null ? ACCEPT : contentType;
            int slash = type.indexOf('/');
            int semicolon = type.indexOf(';');
            int end = semicolon < 0 ? type.length() : semicolon;
            ContentTypeHeader header =
                    Headers.FACTORY.createContentTypeHeader(type.substring(0, slash), type.substring(slash + 1, end));
            if (end < type.length()) {
                header.setParameter(CHARSET, type.substring(type.indexOf('=') + 1));
            }
            message.setContent(body, header);
        }
    }

    /**
     * The To tag of a response that nothing is remembered of: the same for each retransmission of the request (RFC 3261
     * section 8.2.7), and known to nobody beforehand.
     */
    String tagWithoutState(SIPRequest request) {
        String marks = salt
                + request.getCallId().getCallId()
                + request.getFromTag()
                + request.getCSeq().getSeqNumber();
        return UUID.nameUUIDFromBytes(marks.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
