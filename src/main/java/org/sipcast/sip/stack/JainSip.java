package org.sipcast.sip.stack;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.EventObject;
import java.util.List;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP as we use it: a parser, transactions and transports. */
final class JainSip {

    private static final Logger LOG = LoggerFactory.getLogger(JainSip.class);
    private static final String NIST = "gov.nist.javax.sip.";

    private static final int STOP_ATTEMPTS = 3;

    private final Stack stack;
    private final SipProvider provider;
    private final int t1Millis;

    /** @throws IllegalStateException if the port cannot be listened on */
    JainSip(SipSettings settings, SIPMessageValve valve, SipListener listener) {
        t1Millis = (int) settings.t1().toMillis();
        try {
            stack = new Stack(properties());
        } catch (SipException e) {
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
        stack.setMessageParserFactory(new SturdyParserFactory(settings.trusted()));
        stack.sipMessageValves.add(valve);
        try {
            provider = listen(settings, listener);
        } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
            stop();
            throw new IllegalStateException(
                    "Cannot listen for SIP on " + settings.address() + " port " + settings.port() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private SipProvider listen(SipSettings settings, SipListener listener)
            throws SipException, InvalidArgumentException, TooManyListenersException {
        SipProvider created = null;
        for (Transport transport : settings.transports()) {
            var point = stack.createListeningPoint(settings.address(), settings.port(), transport.name());
            if (created == null) {
                created = stack.createSipProvider(point);
                created.addSipListener(listener);
            } else {
                created.addListeningPoint(point);
            }
        }
        if (created == null) {
            throw new SipException("no transport");
        }
        return created;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "sipcast");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty(NIST + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty(NIST + "STACK_LOGGER", StackLog.class.getName());
        properties.setProperty(NIST + "SERVER_LOGGER", WireLog.class.getName());
        // its defaults run out of memory at a thousand calls a second
        properties.setProperty(NIST + "THREAD_POOL_SIZE", "16");
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Normal");
        properties.setProperty(NIST + "MAX_MESSAGE_SIZE", "16384");
        properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", "4194304");
        // INVITEs after the 200 are ours to recognise, so that its ended transactions need not stay
        properties.setProperty(NIST + "LINGER_TIMER", "0");
        return properties;
    }

    /** Whether the request is a retransmission that JAIN-SIP answers, or the ACK to a refusal. */
    boolean hasTransactionOf(SIPRequest request) {
        return stack.findTransaction(request, true) != null;
    }

    ServerTransaction serverTransaction(Request request) throws SipException {
        return withTimers(provider.getNewServerTransaction(request));
    }

    ClientTransaction clientTransaction(Request request) throws SipException {
        return withTimers(provider.getNewClientTransaction(request));
    }

    private <T extends Transaction> T withTimers(T transaction) {
        transaction.setRetransmitTimer(t1Millis);
        return transaction;
    }

    /** Sends without a transaction to where the request came from. */
    void send(Response response) {
        try {
            provider.sendResponse(response);
        } catch (SipException e) {
            LOG.debug("Not sent: {} {}", response.getStatusCode(), response.getReasonPhrase(), e);
        }
    }

    int serverTransactions() {
        return stack.getServerTransactionTableSize();
    }

    int clientTransactions() {
        return stack.getClientTransactionTableSize();
    }

    /** Closes the sockets and ends the threads; takes a second. */
    void stop() {
        EventScanner scanner = stack.getEventScanner();
        List<MessageProcessor> processors = stack.processors();
        for (int attempt = 1; attempt <= STOP_ATTEMPTS; attempt++) {
            try {
                stack.stop();
                break;
            } catch (RuntimeException e) {
                // soon after its start it walks over lists that are still being filled, and leaves the rest undone
                LOG.debug("The SIP stack did not stop at attempt {}", attempt, e);
            }
        }
        processors.forEach(MessageProcessor::stop);
        // its queue is never used, but a thread waits there for ever, and would keep the process alive
        scanner.forceStop();
        scanner.addEvent(new EventWrapper(new EventObject(this), null));
    }

    /** Lets us see what has to be stopped. */
    private static final class Stack extends SipStackImpl {

        Stack(Properties properties) throws PeerUnavailableException {
            super(properties);
        }

        List<MessageProcessor> processors() {
            return List.of(getMessageProcessors());
        }
    }
}
