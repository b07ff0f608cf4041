package org.sipcast.sip.stream;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Gives JAIN-SIP its transports: TCP and TLS of our own, and its own UDP. Its own streams spend two threads on each
 * connection, or else let anyone who connects stop the one thread of all: decision 9.
 */
public final class StreamTransports implements MessageProcessorFactory, AutoCloseable {

    private final MessageProcessorFactory datagrams = new OIOMessageProcessorFactory();
    private final StreamSockets sockets;
    private final List<StreamProcessor> processors = new CopyOnWriteArrayList<>();

    /**
     * @param trusted whose connections are taken
     * @throws IllegalArgumentException that says which file TLS cannot be set up with, and what to do
     */
    public StreamTransports(StreamSettings settings, Predicate<InetAddress> trusted) {
        sockets = new StreamSockets(settings, trusted);
    }

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        if (transport.equalsIgnoreCase("UDP")) {
            return datagrams.createMessageProcessor(stack, address, port, transport);
        }
        StreamProcessor processor = new StreamProcessor(address, port, transport, stack, sockets);
        processors.add(processor);
        return processor;
    }

    /** Whether there is a connection with exactly this peer. */
    public boolean isOpen(String transport, InetSocketAddress peer) {
        return of(transport).stream()
                .anyMatch(processor -> processor.connections().open(peer).isPresent());
    }

    /** Pings a peer over the connection that is open already; false if there is none. */
    public boolean ping(String transport, InetSocketAddress peer) throws IOException {
        for (StreamProcessor processor : of(transport)) {
            var open = processor.connections().open(peer);
            if (open.isPresent()) {
                open.get().ping();
                return true;
            }
        }
        return false;
    }

    /** How many connections are open. */
    public int connections() {
        return processors.stream()
                .mapToInt(processor -> processor.connections().count())
                .sum();
    }

    private List<StreamProcessor> of(String transport) {
        return processors.stream()
                .filter(processor -> processor.getTransport().equalsIgnoreCase(transport))
                .toList();
    }

    @Override
    public void close() {
        processors.forEach(StreamProcessor::stop);
        sockets.close();
    }
}
