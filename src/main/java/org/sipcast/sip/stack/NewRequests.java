package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageProcessor;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what JAIN-SIP delivers: each request that passed the {@link FrontDoor} once, and answers to our own. */
final class NewRequests implements SipListener {

    private static final Logger LOG = LoggerFactory.getLogger(NewRequests.class);

    private final Supplier<JainSip> jain;
    private final Responses responses;
    private final IncomingInvites invites;
    private final Dialogs dialogs;
    private final Questions questions;

    NewRequests(
            Supplier<JainSip> jain,
            Responses responses,
            IncomingInvites invites,
            Dialogs dialogs,
            Questions questions) {
        this.jain = jain;
        this.responses = responses;
        this.invites = invites;
        this.dialogs = dialogs;
        this.questions = questions;
    }

    @Override
    public void processRequest(RequestEvent event) {
        SIPRequest request = (SIPRequest) event.getRequest();
        try {
            switch (request.getMethod()) {
                case "INVITE" -> invites.begin(request);
                case "BYE" -> bye(request);
                default -> questions.ask(request, SipMethod.valueOf(request.getMethod()));
            }
        } catch (SipException e) {
            LOG.debug("No transaction for {}", request.getFirstLine(), e);
        }
    }

    private void bye(SIPRequest bye) throws SipException {
        ServerTransaction transaction = jain.get().serverTransaction(bye);
        Optional<Runnable> rest = dialogs.of(bye).map(live -> dialogs.ended(live, bye));
        Answer answer = rest.isPresent() ? Answer.of(200) : Answer.noSuchCall();
        IncomingInvite.send(transaction, responses.of(bye, answer, responses.tagWithoutState(bye)));
        rest.ifPresent(Runnable::run);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientExchange.answered(event.getClientTransaction(), event.getResponse());
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            ClientExchange.timedOut(event.getClientTransaction());
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        if (event.getSource() instanceof MessageProcessor) {
            LOG.warn("The SIP socket fails: {}", event);
        } else {
            // one peer is out of reach, which whoever waits for it will notice
            LOG.debug("{} with {} port {} failed", event.getTransport(), event.getHost(), event.getPort());
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // nothing is kept by transaction
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // JAIN-SIP has no dialogs here
    }
}
