package org.sipcast.sip.stack;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EventObject;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.address.Hop;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.sipcast.sip.stream.StreamTransports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP as we use it: a parser, transactions and transports. */
final class JainSip {

    private static final Logger LOG = LoggerFactory.getLogger(JainSip.class);
    private static final int STOP_ATTEMPTS = 3;

    private final StreamTransports transports;
    private final NextHop nextHop;
    private final Stack stack;
    private final SipProvider provider;
    private final int t1Millis;

    /**
     * @param taken takes datagrams that nobody has to parse; true if that was one
     * @param flows the connection that the dialog of a request of ours came over, open or not
     * @throws IllegalStateException if the port cannot be listened on
     * @throws IllegalArgumentException if TLS cannot be set up with the files given for it
     */
    JainSip(
            SipSettings settings,
            SIPMessageValve valve,
            SipListener listener,
            Predicate<byte[]> taken,
            Function<SIPRequest, Optional<Flow>> flows) {
        t1Millis = (int) settings.t1().toMillis();
        transports = new StreamTransports(settings.streams(), settings.trusted());
        nextHop = new NextHop(settings, request -> flows.apply(request).filter(this::isOpen));
        try {
            stack = new Stack(JainSipProperties.ours());
        } catch (SipException e) {
            transports.close();
            throw new IllegalStateException("JAIN-SIP does not start", e);
        }
        stack.use(transports, nextHop);
        stack.setMessageParserFactory(new SturdyParserFactory(settings.trusted(), taken));
        stack.sipMessageValves.add(valve);
        try {
            provider = listen(settings, listener);
        } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
            stop();
            throw new IllegalStateException(
                    "Cannot listen for SIP on " + settings.address() + " port " + settings.port()
                            + (settings.listensOn(Transport.TLS) ? " and " + settings.tlsPort() : "") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private boolean isOpen(Flow flow) {
        return transports.isOpen(flow.transport(), flow.peer());
    }

    private SipProvider listen(SipSettings settings, SipListener listener)
            throws SipException, InvalidArgumentException, TooManyListenersException {
        SipProvider created = null;
        for (Transport transport : settings.transports()) {
            var point =
                    stack.createListeningPoint(settings.address(), settings.portOf(transport.name()), transport.name());
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

    /** Whether the request is a retransmission that JAIN-SIP answers, or the ACK to a refusal. */
    boolean hasTransactionOf(SIPRequest request) {
        return stack.findTransaction(request, true) != null;
    }

    ServerTransaction serverTransaction(Request request) throws SipException {
        return withTimers(provider.getNewServerTransaction(request));
    }

    /** Whether a request of ours goes out at once, with nothing to wait for. */
    boolean isAtHand(SIPRequest request) {
        return nextHop.isAtHand(request);
    }

    /** The way of a request that is a datagram; gives it the Via and the Route for that. */
    MessageChannel wayOfDatagram(SIPRequest request) throws SipException, IOException {
        Hop hop = nextHop.getNextHop(request);
        if (provider.getListeningPoint(hop.getTransport()) instanceof ListeningPointImpl point) {
            return point.getMessageProcessor()
                    .createMessageChannel(InetAddress.getByName(hop.getHost()), hop.getPort());
        }
        throw new SipException("No way to " + request.getRequestURI());
    }

    /** Whether a request is to go over TCP for no other reason than its length. */
    boolean isTooLongForUdp(int octets) {
        return nextHop.isTooLongForUdp(octets);
    }

    /**
     * A transaction for a request of ours. One that is too long for UDP goes over TCP; to a peer that has none it goes over
     * UDP all the same (RFC 3261 section 18.1.1). May block while a connection is opened.
     */
    ClientTransaction clientTransaction(SIPRequest request) throws SipException {
        if (nextHop.isTooLongForUdp(request)) {
            try {
                return withTimers(provider.getNewClientTransaction(NextHop.overTcp(request)));
            } catch (SipException e) {
                LOG.debug("{} goes over UDP, long as it is", request.getMethod(), e);
            }
        }
        return withTimers(provider.getNewClientTransaction(request));
    }

    private <T extends Transaction> T withTimers(T transaction) {
        transaction.setRetransmitTimer(t1Millis);
        return transaction;
    }

    /** Sends without a transaction to where the request came from. */
    void send(Response response) {
        Via via = ((SIPResponse) response).getTopmostVia();
        if (!via.getTransport().equalsIgnoreCase(Transport.UDP.name()) && !isOpen(via)) {
            // the port that it came from takes no connections
            LOG.debug("Not sent, as the connection is closed: {}", response.getStatusCode());
            return;
        }
        try {
            provider.sendResponse(response);
        } catch (SipException e) {
            LOG.debug("Not sent: {} {}", response.getStatusCode(), response.getReasonPhrase(), e);
        }
    }

    private boolean isOpen(Via via) {
        String address = via.getReceived() == null ? via.getHost() : via.getReceived();
        int port = via.getRPort() > 0 ? via.getRPort() : via.getPort();
        try {
            return transports.isOpen(via.getTransport(), new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Sends a ping over an open connection, or a line end from the UDP port (RFC 5626 section 4.4). */
    void keepOpen(String transport, InetSocketAddress peer) throws IOException {
        if (!transport.equals(Transport.UDP.name())) {
            transports.ping(transport, peer);
        } else if (provider.getListeningPoint(transport) instanceof ListeningPointExt point) {
            point.sendHeartbeat(peer.getAddress().getHostAddress(), peer.getPort());
        }
    }

    int connections() {
        return transports.connections();
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
        transports.close();
        // its queue is never used, but a thread waits there for ever, and would keep the process alive
        scanner.forceStop();
        scanner.addEvent(new EventWrapper(new EventObject(this), null));
    }

    /** Lets us see what has to be stopped. */
    private static final class Stack extends SipStackImpl {

        Stack(Properties properties) throws PeerUnavailableException {
            super(properties);
        }

        void use(StreamTransports transports, NextHop nextHop) {
            setMessageProcessorFactory(transports);
            nextHop.belongsTo(this);
            setRouter(nextHop);
        }

        List<MessageProcessor> processors() {
            return List.of(getMessageProcessors());
        }
    }
}
