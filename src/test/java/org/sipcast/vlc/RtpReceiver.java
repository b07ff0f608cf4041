package org.sipcast.vlc;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.Direction;
import org.sipcast.sdp.NegotiatedStream;

/** A viewer's socket: keeps the header of each RTP packet that comes (RFC 3550 section 5.1). */
final class RtpReceiver implements AutoCloseable {
    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final List<Packet> packets = new CopyOnWriteArrayList<>();

    /**
     * @param ssrc as 32 bits
     * @param sender the port it came from
     * @param arrival by {@link System#nanoTime}
     */
    record Packet(int payloadType, int sequence, int ssrc, int sender, long arrival) {}

    RtpReceiver() throws IOException {
        Thread thread = new Thread(this::receive, "rtp-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** What an answer would agree on for this socket, with RTCP on the same port. */
    NegotiatedStream stream(Codec codec, int payloadType) {
        return stream(codec, payloadType, Direction.SENDONLY);
    }

    NegotiatedStream stream(Codec codec, int payloadType, Direction direction) {
        int port = socket.getLocalPort();
        return new NegotiatedStream(codec, payloadType, "127.0.0.1", port, port, true, direction);
    }

    List<Packet> packets() {
        return packets;
    }

    boolean isSilentFor(Duration time) {
        return packets.isEmpty()
                || System.nanoTime() - packets.get(packets.size() - 1).arrival() > time.toNanos();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void receive() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                ByteBuffer header = ByteBuffer.wrap(buffer, 0, datagram.getLength());
                int type = header.get(1) & 0x7f;
                // what is RTCP where the two share a port (RFC 5761 section 4)
                if (type < 64 || type > 95) {
                    packets.add(new Packet(
                            type,
                            header.getShort(2) & 0xffff,
                            header.getInt(8),
                            datagram.getPort(),
                            System.nanoTime()));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }
}
