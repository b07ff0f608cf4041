package org.sipcast.sip;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Message;
import org.sipcast.sip.stack.Answer;
import org.sipcast.sip.stack.SipMethod;

/** Reads the answer to a request from what a route has made of the message. */
final class Answers {

    private static final String SDP = "application/sdp";

    private Answers() {}

    static Answer of(Message message, SipMethod event) {
        int status = message.getHeader(SipConstants.STATUS, 200, Integer.class);
        Integer retryAfter = message.getHeader(SipConstants.RETRY_AFTER, Integer.class);
        String accepted = message.getHeader(SipConstants.ACCEPTED_TYPES, String.class);
        // in all other cases the body is still that of the request
        boolean hasSdp = (event == SipMethod.INVITE || event == SipMethod.UPDATE) && status < 300;
        return new Answer(
                status,
                message.getHeader(SipConstants.REASON_PHRASE, String.class),
                message.getHeader(SipConstants.WARNING, String.class),
                retryAfter == null ? null : Duration.ofSeconds(retryAfter),
                hasSdp ? SDP : null,
                hasSdp ? message.getBody(String.class) : null,
                accepted == null ? Map.of() : Map.of("Accept", accepted));
    }
}
