package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.header.Header;
import javax.sip.header.UserAgentHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests of ours inside dialogs (RFC 3261 section 12.2.1). */
final class OutgoingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingRequests.class);
    private static final int MAX_FORWARDS = 70;
    private static final int TIMEOUT = 408;
    private static final int UNAVAILABLE = 503;

    private final SipSettings settings;
    private final Supplier<JainSip> jain;

    OutgoingRequests(SipSettings settings, Supplier<JainSip> jain) {
        this.settings = settings;
        this.jain = jain;
    }

    /**
     * Sends a BYE.
     *
     * @return the status of its answer, 408 if none came, 503 if it could not be sent (RFC 3261 section 8.1.3.1); never
     *     fails
     */
    CompletableFuture<Integer> bye(Dialog dialog, @Nullable String reason) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try {
            SIPRequest bye = request("BYE", dialog);
            if (reason != null) {
                bye.addHeader(Headers.reason(reason));
            }
            ClientTransaction transaction = jain.get().clientTransaction(bye);
            transaction.setApplicationData(status);
            transaction.sendRequest();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.info("BYE could not be sent: {}. Call-ID {}", e.getMessage(), dialog.callId());
            status.complete(UNAVAILABLE);
        }
        return status;
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

    /** A response came; provisional ones say nothing new. */
    static void answered(@Nullable ClientTransaction transaction, int status) {
        if (status >= 200) {
            complete(transaction, status);
        }
    }

    static void timedOut(@Nullable ClientTransaction transaction) {
        complete(transaction, TIMEOUT);
    }

    @SuppressWarnings("unchecked")
    private static void complete(@Nullable ClientTransaction transaction, int status) {
        if (transaction != null && transaction.getApplicationData() instanceof CompletableFuture<?> waiting) {
            transaction.setApplicationData(null);
            ((CompletableFuture<Integer>) waiting).complete(status);
        }
    }
}
