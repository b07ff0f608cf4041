package org.sipcast.sip;

import java.time.Duration;
import java.util.HashMap;
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
        // in all other cases the body is still that of the request
        boolean hasSdp = (event == SipMethod.INVITE || event == SipMethod.UPDATE) && status < 300;
        return new Answer(
                status,
                message.getHeader(SipConstants.REASON_PHRASE, String.class),
                message.getHeader(SipConstants.WARNING, String.class),
                retryAfter == null ? null : Duration.ofSeconds(retryAfter),
                hasSdp ? SDP : null,
                hasSdp ? message.getBody(String.class) : null,
                fields(message));
    }

    private static Map<String, String> fields(Message message) {
        Map<String, String> fields =
                new HashMap<>(InfoPackages.taking(message.getHeader(SipConstants.ANSWER_RECV_INFO, String.class)));
        String accepted = message.getHeader(SipConstants.ACCEPTED_TYPES, String.class);
        if (accepted != null) {
            fields.put("Accept", accepted);
        }
        return fields;
    }
}
