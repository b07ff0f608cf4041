package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** What can be refused by looking at a request alone, in the order of RFC 3261 section 8.2. */
final class Screening {

    /**
     * What we do if it is required. Our only provisional response is 100, which 100rel does not concern (RFC 3262 section
     * 3), so a caller who requires it gets all that it asks for.
     */
    private static final Set<String> UNDERSTOOD = Set.of("timer", "100rel");

    private final OfferedMethods offered;

    Screening(OfferedMethods offered) {
        this.offered = offered;
    }

    /** Why the request, which is no ACK or CANCEL, is refused. */
    Optional<Answer> refusal(SIPRequest request) {
        Answer answer = methodRefusal(request);
        answer = answer == null ? malformed(request) : answer;
        answer = answer == null ? targetRefusal(request) : answer;
        answer = answer == null ? extensionRefusal(request) : answer;
        answer = answer == null ? SessionInterval.refusal(request) : answer;
        answer = answer == null ? bodyRefusal(request) : answer;
        return Optional.ofNullable(answer);
    }

    private @Nullable Answer methodRefusal(SIPRequest request) {
        if (offered.has(request.getMethod())) {
            return null;
        }
        Answer answer = Answer.of(SipMethod.isDefined(request.getMethod()) ? 405 : 501);
        return answer.withHeader("Allow", offered.allow());
    }

    /** What JAIN-SIP's parser lets through although nothing can be done with it. */
    private static @Nullable Answer malformed(SIPRequest request) {
        String method = request.getMethod();
        if (!isTargetRefresh(method)) {
            return null;
        }
        List<?> contacts = request.getContactHeaders();
        if (contacts == null || contacts.size() != 1) {
            return badRequest("An " + method + " needs exactly one Contact that can be read");
        }
        if (!request.getContactHeader().getAddress().getURI().isSipURI()) {
            return badRequest("An " + method + "'s Contact must be a SIP URI");
        }
        return null;
    }

    /** Requests that name where the sender wants to be reached, and that carry offers (RFC 3261 section 12.2). */
    static boolean isTargetRefresh(String method) {
        return method.equals(Request.INVITE) || method.equals(Request.UPDATE);
    }

    private static Answer badRequest(String reason) {
        return Answer.of(400).withReasonPhrase(reason);
    }

    private static @Nullable Answer targetRefusal(SIPRequest request) {
        String scheme = request.getRequestURI().getScheme();
        boolean secured = "sips".equalsIgnoreCase(scheme)
                && Transport.TLS.name().equalsIgnoreCase(request.getTopmostVia().getTransport());
        if (!"sip".equalsIgnoreCase(scheme) && !secured) {
            return Answer.of(416);
        }
        MaxForwardsHeader hops = request.getMaxForwards();
        return hops != null && hops.getMaxForwards() == 0 ? Answer.of(483) : null;
    }

    /** RFC 3261 section 8.2.2.3: all that is too much is named. */
    private static @Nullable Answer extensionRefusal(SIPRequest request) {
        List<String> required = new ArrayList<>();
        for (Iterator<SIPHeader> it = request.getHeaders(RequireHeader.NAME); it.hasNext(); ) {
            if (it.next() instanceof Require require
                    && !UNDERSTOOD.contains(require.getOptionTag().toLowerCase(Locale.ROOT))) {
                required.add(require.getOptionTag());
            }
        }
        return required.isEmpty() ? null : Answer.of(420).withHeader("Unsupported", String.join(", ", required));
    }

    private static @Nullable Answer bodyRefusal(SIPRequest request) {
        byte[] body = request.getRawContent();
        if (body == null || body.length == 0) {
            return request.getContentLength() == null
                            || request.getContentLength().getContentLength() == 0
                    ? null
                    : Answer.of(513)
                            .withWarning(
                                    "A datagram may have " + SturdyParserFactory.LONGEST_DATAGRAM_OCTETS + " octets");
        }
        ContentEncodingHeader encoding = request.getContentEncoding();
        if (encoding != null && !"identity".equalsIgnoreCase(encoding.getEncoding())) {
            return Answer.of(415)
                    .withHeader("Accept-Encoding", "identity")
                    .withWarning("A body of this encoding cannot be read");
        }
        ContentType type = request.getContentTypeHeader();
        if (type == null) {
            return badRequest("A body needs a Content-Type");
        }
        if (!BodyText.isReadable(request)) {
            return badRequest("The text is not in the charset that it should be in, which is UTF-8 if none is named");
        }
        boolean sdp = Responses.ACCEPT.equalsIgnoreCase(RequestReader.contentType(type));
        return isTargetRefresh(request.getMethod()) && !sdp
                ? Answer.of(415)
                        .withHeader("Accept", Responses.ACCEPT)
                        .withWarning("Calls are described by " + Responses.ACCEPT + " only")
                : null;
    }
}
