package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each request before JAIN-SIP spends anything on it. What is refused for what it is gets its answer here, without
 * a transaction (RFC 3261 section 8.2.7), so that no flood of it leaves anything behind. ACK and CANCEL end here too.
 */
final class FrontDoor implements SIPMessageValve {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private static final Set<String> ONLY_IN_DIALOGS = Set.of(Request.BYE, Request.UPDATE, Request.INFO);

    private final SipSettings settings;
    private final OfferedMethods offered;
    private final Screening screening;
    private final OngoingRequests ongoing;
    private final Supplier<JainSip> jain;
    private final Responses responses;
    private final IncomingInvites invites;
    private final Dialogs dialogs;
    private final Refusals refusals;
    private final DatagramExchanges datagrams;
    private final Strangers strangers = new Strangers();

    FrontDoor(
            SipSettings settings,
            OfferedMethods offered,
            OngoingRequests ongoing,
            Supplier<JainSip> jain,
            Responses responses,
            IncomingInvites invites,
            Dialogs dialogs,
            DatagramExchanges datagrams,
            Refusals refusals) {
        this.settings = settings;
        this.offered = offered;
        this.ongoing = ongoing;
        screening = new Screening(offered);
        this.jain = jain;
        this.responses = responses;
        this.invites = invites;
        this.dialogs = dialogs;
        this.refusals = refusals;
        this.datagrams = datagrams;
    }

    /** True for what JAIN-SIP should go on with: new requests, and what its transactions answer by themselves. */
    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        try {
            if (!request.getTopmostVia().getTransport().equalsIgnoreCase(channel.getTransport())) {
                // its answers would be sent by a transport that the peer only names
                return false;
            }
            // or a stranger could aim our answers at anyone
            request.getTopmostVia().removeParameter("maddr");
            return admits(request, channel);
        } catch (RuntimeException e) {
            LOG.debug("A request could not be read", e);
            return false;
        }
    }

    private boolean admits(SIPRequest request, MessageChannel channel) {
        String method = request.getMethod();
        boolean ack = method.equals(Request.ACK);
        if (!settings.trusted().test(request.getPeerPacketSourceAddress())) {
            return !ack && refuse(request, Answer.of(403));
        }
        Flow.of(channel).ifPresent(flow -> dialogs.of(request).ifPresent(live -> live.cameOver(flow)));
        if (ack) {
            return admitsAck(request);
        }
        if (method.equals(Request.CANCEL)) {
            return admitsCancel(request);
        }
        if (method.equals(Request.INVITE)) {
            IncomingInvite known = invites.find(request);
            if (known != null) {
                return admitsRetransmission(known, request);
            }
        }
        if (jain.get().hasTransactionOf(request)) {
            return true;
        }
        Optional<Answer> refusal = screening.refusal(request).or(() -> dialogRefusal(request));
        return refusal.isEmpty() || refuse(request, refusal.get());
    }

    private boolean admitsAck(SIPRequest ack) {
        Optional<LiveDialog> live = dialogs.of(ack);
        if (live.isPresent() && dialogs.acknowledged(live.get(), ack)) {
            return false;
        }
        // to a refusal: that is its transaction's matter (RFC 3261 section 17.2.1)
        return jain.get().hasTransactionOf(ack);
    }

    private boolean admitsCancel(SIPRequest cancel) {
        IncomingInvite invite = invites.find(cancel);
        if (invite == null) {
            return refuse(cancel, Answer.noSuchCall());
        }
        invites.cancel(invite, cancel);
        return false;
    }

    private boolean admitsRetransmission(IncomingInvite known, SIPRequest invite) {
        LiveDialog dialog = known.dialog();
        if (dialog != null) {
            dialog.resendOk();
            return false;
        }
        return jain.get().hasTransactionOf(invite);
    }

    private Optional<Answer> dialogRefusal(SIPRequest request) {
        String method = request.getMethod();
        if (request.getToTag() == null && !ONLY_IN_DIALOGS.contains(method)) {
            return ongoing.isMerged(request)
                    ? Optional.of(Answer.of(482).withWarning("The same request came twice, on different ways"))
                    : Optional.empty();
        }
        Optional<LiveDialog> live = dialogs.of(request);
        if (live.isEmpty()) {
            return Optional.of(Answer.noSuchCall());
        }
        if (!live.get().inOrder(request.getCSeq().getSeqNumber())) {
            return Optional.of(Answer.of(500).withReasonPhrase("CSeq out of order"));
        }
        if (method.equals(Request.INVITE) && !offered.has(SipMethod.UPDATE)) {
            // RFC 3261 section 14.2: the session goes on as it was
            return Optional.of(Answer.of(488).withWarning("This call cannot be changed, only ended"));
        }
        return Optional.empty();
    }

    private boolean refuse(SIPRequest request, Answer answer) {
        SIPResponse refusal = responses.of(request, refusals.counted(answer), responses.tagWithoutState(request));
        String peer = request.getPeerPacketSourceAddress().getHostAddress();
        if (answer.status() == Response.FORBIDDEN) {
            strangers.refused(request.getMethod(), peer);
        } else if (request.getMethod().equals(Request.INVITE)) {
            // whoever wonders about a call finds the words that the caller got
            LOG.warn(
                    "Refusing INVITE from {} with {} {}{}. Call-ID {}",
                    peer,
                    refusal.getStatusCode(),
                    refusal.getReasonPhrase(),
                    answer.details(),
                    request.getCallId().getCallId());
        } else {
            LOG.debug("{} from {} gets {}", request.getMethod(), peer, answer.status());
        }
        jain.get().send(refusal);
        return false;
    }

    /** True for what JAIN-SIP has a transaction for. */
    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return !datagrams.take((SIPResponse) response);
    }

    @Override
    public void init(SipStack stack) {
        // all that is needed came with the constructor
    }

    @Override
    public void destroy() {
        // nothing of its own
    }
}
