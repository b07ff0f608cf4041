package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a status line says behind the status code. JAIN-SIP has no words for codes that came after RFC 3261, and misspells
 * one: these are as IANA has them. Routes may answer with any of them.
 */
final class ReasonPhrases {

    private static final Map<Integer, String> LATER = Map.ofEntries(
            Map.entry(417, "Unknown Resource-Priority"),
            Map.entry(421, "Extension Required"),
            Map.entry(422, "Session Interval Too Small"),
            Map.entry(424, "Bad Location Information"),
            Map.entry(428, "Use Identity Header"),
            Map.entry(429, "Provide Referrer Identity"),
            Map.entry(430, "Flow Failed"),
            Map.entry(433, "Anonymity Disallowed"),
            Map.entry(436, "Bad Identity Info"),
            Map.entry(437, "Unsupported Credential"),
            Map.entry(438, "Invalid Identity Header"),
            Map.entry(440, "Max-Breadth Exceeded"),
            Map.entry(469, "Bad Info Package"),
            Map.entry(470, "Consent Needed"),
            Map.entry(494, "Security Agreement Required"),
            Map.entry(580, "Precondition Failure"),
            Map.entry(607, "Unwanted"),
            Map.entry(608, "Rejected"));

    private ReasonPhrases() {}

    /** A response with this status and these words, or else with the status code's own. */
    static SIPResponse respond(SIPRequest request, int status, @Nullable String words) throws ParseException {
        SIPResponse response = request.createResponse(status);
        String phrase = words == null ? LATER.get(status) : Headers.oneLine(words);
        if (phrase != null) {
            response.setReasonPhrase(phrase);
        }
        return response;
    }
}
