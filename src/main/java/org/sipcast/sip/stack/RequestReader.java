package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.ReasonHeader;
import org.jspecify.annotations.Nullable;

/** Reads from a request what the application sees of it. */
final class RequestReader {

    private RequestReader() {}

    static SipRequest read(SIPRequest request, SipMethod method, @Nullable UUID dialogId) {
        return read(request, method, method, dialogId);
    }

    /** A request that changes a call, whatever its method. */
    static SipRequest readChange(SIPRequest request, SipMethod method, UUID dialogId) {
        return read(request, method, SipMethod.UPDATE, dialogId);
    }

    private static SipRequest read(SIPRequest request, SipMethod method, SipMethod event, @Nullable UUID dialogId) {
        Address from = request.getFrom().getAddress();
        return new SipRequest(
                method,
                event,
                dialogId,
                request.getCallId().getCallId(),
                user(request.getRequestURI()),
                request.getRequestURI().toString(),
                from.getURI().toString(),
                from.getDisplayName(),
                identity(request),
                request.getTo().getAddress().getURI().toString(),
                new InetSocketAddress(request.getPeerPacketSourceAddress(), request.getPeerPacketSourcePort()),
                request.getTopmostVia().getTransport(),
                contentType(request.getContentTypeHeader()),
                BodyText.of(request),
                reason(request),
                name -> values(request, name),
                System.nanoTime());
    }

    /** There may be two, a SIP URI and a tel URI (RFC 3325 section 9.1); the SIP URI says more. */
    private static @Nullable SipIdentity identity(SIPRequest request) {
        SipIdentity found = null;
        for (Iterator<SIPHeader> it = request.getHeaders("P-Asserted-Identity"); it.hasNext(); ) {
            if (it.next() instanceof HeaderAddress header) {
                Address address = header.getAddress();
                if (found == null || address.getURI().isSipURI()) {
                    found = new SipIdentity(address.getURI().toString(), address.getDisplayName());
                }
            }
        }
        return found;
    }

    private static List<String> values(SIPRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (Iterator<SIPHeader> it = request.getHeaders(name); it.hasNext(); ) {
            values.add(it.next().getHeaderValue());
        }
        return values;
    }

    private static String user(URI uri) {
        if (!(uri instanceof SipURI sip) || sip.getUser() == null) {
            return "";
        }
        try {
            // in a SIP URI a plus is a plus (RFC 3261 section 19.1.2)
            return URLDecoder.decode(sip.getUser().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return sip.getUser();
        }
    }

    static @Nullable String contentType(@Nullable ContentTypeHeader header) {
        return header == null ? null : header.getContentType() + "/" + header.getContentSubType();
    }

    private static @Nullable String reason(SIPRequest request) {
        var header = (ReasonHeader) request.getHeader(ReasonHeader.NAME);
        if (header == null) {
            return null;
        }
        String line = header.toString().strip();
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
