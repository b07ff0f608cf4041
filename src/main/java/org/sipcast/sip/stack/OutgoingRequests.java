package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
    private final DatagramExchanges datagrams;
    private final Executor connecting;

    /** @param connecting for what may have to wait for its way; it may reject */
    OutgoingRequests(SipSettings settings, Supplier<JainSip> jain, DatagramExchanges datagrams, Executor connecting) {
        this.settings = settings;
        this.jain = jain;
        this.datagrams = datagrams;
        this.connecting = connecting;
    }

    /**
     * Sends a request after those before it, whose numbers are lower (RFC 3261 section 12.2.1.1). Never waits, as the thread may
     * be the one that reads all datagrams: what needs a connection or the name service goes elsewhere.
     *
     * @return the answer, which fails with {@link NoAnswerException} only
     */
    CompletableFuture<FinalAnswer> send(LiveDialog live, DialogRequest content) {
        CompletableFuture<FinalAnswer> answer = new CompletableFuture<>();
        Supplier<CompletionStage<?>> departure = () -> depart(live, live.nextRequest(), content, answer);
        if (content.method() == SipMethod.BYE) {
            live.departures().addLast(departure);
        } else {
            live.departures().add(departure, answer, settings.t1().multipliedBy(2));
        }
        return answer;
    }

    /** Completes when the request has been sent, or cannot be. */
    private CompletionStage<?> depart(
            LiveDialog live, Dialog dialog, DialogRequest content, CompletableFuture<FinalAnswer> answer) {
        try {
            if (departsAsDatagram(live, dialog, content, answer)) {
                return CompletableFuture.completedFuture(null);
            }
            SIPRequest request = request(dialog, content);
            Runnable sending = () -> send(request, answer);
            if (jain.get().isAtHand(request)) {
                sending.run();
            } else {
                return CompletableFuture.runAsync(sending, connecting);
            }
        } catch (RejectedExecutionException full) {
            fail(dialog, content, answer, "too many wait for a connection");
        } catch (SipException | IOException | ParseException | InvalidArgumentException | RuntimeException e) {
            fail(dialog, content, answer, String.valueOf(e.getMessage()));
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Sends a request as the dialog's form has it, if it is a datagram to an address. */
    private boolean departsAsDatagram(
            LiveDialog live, Dialog dialog, DialogRequest content, CompletableFuture<FinalAnswer> answer)
            throws SipException, IOException, ParseException, InvalidArgumentException {
        // a Contact is not in the form
        if (live.flow() != null || Screening.isTargetRefresh(content.method().name())) {
            return false;
        }
        RequestForm form = live.form();
        if (form == null || !form.isOf(dialog)) {
            SIPRequest common = request(content.method().name(), dialog);
            if (!jain.get().isAtHand(common)) {
                return false;
            }
            form = new RequestForm(dialog, common, jain.get().wayOfDatagram(common));
            live.form(form);
        }
        WrittenRequest request = form.fill(datagrams.newBranch(), dialog.localCSeq(), content);
        if (jain.get().isTooLongForUdp(request.length())) {
            return false;
        }
        pass(datagrams.send(request, form.way()), answer);
        return true;
    }

    private void send(SIPRequest request, CompletableFuture<FinalAnswer> answer) {
        pass(ClientExchange.send(jain.get(), request).thenApply(FinalAnswer::of), answer);
    }

    private static void pass(CompletableFuture<FinalAnswer> from, CompletableFuture<FinalAnswer> answer) {
        var unused = from.whenComplete((given, failure) -> {
            if (failure == null) {
                answer.complete(given);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private static void fail(
            Dialog dialog, DialogRequest content, CompletableFuture<FinalAnswer> answer, String reason) {
        LOG.info("{} could not be sent: {}. Call-ID {}", content.method(), reason, dialog.callId());
        answer.completeExceptionally(new NoAnswerException(Response.SERVICE_UNAVAILABLE, reason));
    }

    private SIPRequest request(Dialog dialog, DialogRequest content)
            throws SipException, ParseException, InvalidArgumentException {
        SIPRequest request = request(content.method().name(), dialog);
        if (Screening.isTargetRefresh(request.getMethod())) {
            request.setHeader(Headers.contact(settings, user(dialog), dialog.nextHopTransport()));
        }
        content.headers().forEach((name, value) -> request.addHeader(Headers.of(name, value)));
        Responses.addBody(request, content.contentType(), content.body());
        return request;
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
