package org.sipcast.sip.stream;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** TCP or TLS, as JAIN-SIP knows it: listens, and finds or opens the connection to a peer. */
final class StreamProcessor extends MessageProcessor {

    private final StreamSockets sockets;
    private final Connections connections;
    private @Nullable Channel listening;

    StreamProcessor(InetAddress address, int port, String transport, SIPTransactionStack stack, StreamSockets sockets) {
        super(address, port, transport, stack);
        this.sockets = sockets;
        connections = new Connections(this, sockets);
    }

    Connections connections() {
        return connections;
    }

    @Override
    public void start() throws IOException {
        listening = sockets.listen(this);
    }

    @Override
    public void stop() {
        if (listening != null) {
            listening.close().syncUninterruptibly();
        }
        connections.closeAll();
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        String host = target.getHost().getHostname();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = target.getPort() > 0 ? target.getPort() : getDefaultTargetPort();
        return connections.to(new InetSocketAddress(InetAddress.getByName(name), port), name);
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
        return connections.to(new InetSocketAddress(host, port), host.getHostAddress());
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return getDefaultPort(getTransport());
    }

    @Override
    public boolean isSecure() {
        return getTransport().equals("TLS");
    }

    @Override
    public int getMaximumMessageSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean inUse() {
        return connections.count() > 0;
    }
}
