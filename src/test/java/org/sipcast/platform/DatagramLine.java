package org.sipcast.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One UDP socket. */
final class DatagramLine implements Line {
    private static final int MAX_MESSAGE = 16384;

    private final InetSocketAddress platform;
    private final DatagramSocket socket;
    private final String claimed;

    /**
     * @param claimed the host that its messages say they come from: another one than {@code here} behind an address translation
     */
    DatagramLine(InetSocketAddress platform, InetAddress here, String claimed) {
        this.platform = platform;
        this.claimed = claimed;
        try {
            socket = new DatagramSocket(new InetSocketAddress(here, 0));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void listen(Consumer<String> messages) {
        var thread = new Thread(() -> receive(messages), "datagram-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(Consumer<String> messages) {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
                socket.receive(packet);
                messages.accept(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            // closed
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(octets, octets.length, platform));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String via() {
        return "SIP/2.0/UDP " + contact();
    }

    @Override
    public String contact() {
        return claimed + ":" + socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
