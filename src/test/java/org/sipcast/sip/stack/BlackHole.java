package org.sipcast.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A TCP port where connections are neither taken nor refused, because the backlog is full. */
final class BlackHole implements AutoCloseable {

    private static final int MORE_THAN_WAIT = 4;

    private final ServerSocket listening;
    private final List<SocketChannel> waiting = new ArrayList<>();

    BlackHole() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        for (int i = 0; i < MORE_THAN_WAIT; i++) {
            SocketChannel channel = SocketChannel.open();
            waiting.add(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
        }
    }

    /** A Contact header field that leads here. */
    String contact() {
        return "Contact: <sip:ann@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp>";
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        listening.close();
    }
}
