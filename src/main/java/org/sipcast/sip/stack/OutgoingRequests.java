package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.Header;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests of ours inside dialogs (RFC 3261 section 12.2.1). */
final class OutgoingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingRequests.class);
    private static final int MAX_FORWARDS = 70;

    private final SipSettings settings;
    private final Supplier<JainSip> jain;

    OutgoingRequests(SipSettings settings, Supplier<JainSip> jain) {
        this.settings = settings;
        this.jain = jain;
    }

    /** Sends a request; the response fails with {@link NoAnswerException} only. */
    CompletableFuture<SIPResponse> send(Dialog dialog, DialogRequest content) {
        try {
            SIPRequest request = request(content.method().name(), dialog);
            if (Screening.isTargetRefresh(request.getMethod())) {
                request.setHeader(Headers.contact(settings, user(dialog), dialog.nextHopTransport()));
            }
            content.headers().forEach((name, value) -> request.addHeader(Headers.of(name, value)));
            Responses.addBody(request, content.contentType(), content.body());
            return ClientExchange.send(jain.get(), request);
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.info("{} could not be sent: {}. Call-ID {}", content.method(), e.getMessage(), dialog.callId());
            return CompletableFuture.failedFuture(
                    new NoAnswerException(Response.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable String user(Dialog dialog) throws ParseException {
        return Headers.uri(dialog.localUri()) instanceof SipURI uri ? uri.getUser() : null;
    }

    /** JAIN-SIP rearranges Route and the Request-URI where the first route is a strict one (section 12.2.1.1). */
    private SIPRequest request(String method, Dialog dialog)
            throws ParseException, InvalidArgumentException, SipException {
        SIPRequest request = new SIPRequest();
        request.setMethod(method);
        request.setRequestURI(Headers.uri(dialog.remoteTarget()));
        request.setHeader(Headers.via(settings, dialog.nextHopTransport()));
        request.setHeader(Headers.FACTORY.createMaxForwardsHeader(MAX_FORWARDS));
        request.setHeader(Headers.FACTORY.createFromHeader(address(dialog.localUri()), dialog.localTag()));
        String remoteTag = dialog.remoteTag().isEmpty() ? null : dialog.remoteTag();
        request.setHeader(Headers.FACTORY.createToHeader(address(dialog.remoteUri()), remoteTag));
        request.setHeader(Headers.FACTORY.createCallIdHeader(dialog.callId()));
        request.setHeader(Headers.FACTORY.createCSeqHeader(dialog.localCSeq(), method));
        for (String route : dialog.routeSet()) {
            Header header = Headers.FACTORY.createRouteHeader(Headers.address(route));
            request.addLast(header);
        }
        UserAgentHeader agent = Headers.FACTORY.createUserAgentHeader(List.of(settings.userAgent()));
        request.setHeader(agent);
        return request;
    }

    private static Address address(String uri) throws ParseException {
        return Headers.ADDRESSES.createAddress(Headers.uri(uri));
    }
}
