package org.sipcast.e2e.kill;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Where the picture and the sound of one call arrive, with their RTCP on the same port (RFC 5761). One thread uses it; its reception may be asked by all. */
final class Ear implements AutoCloseable {
    private static final int MAX_PACKET = 2048;
    private static final int RTP_HEADER = 12;
    private static final int FIRST_RTCP = 192;
    private static final int LAST_RTCP = 223;

    private final DatagramChannel channel;
    private final int port;
    private final Duration reporting;
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_PACKET);
    /** Where the streams come from, by SSRC. */
    private final Map<Integer, SocketAddress> streams = new HashMap<>();

    private Reception reception = Reception.NOTHING;

    /** @param reporting how long it sends RTCP, from the first packet on */
    Ear(Selector selector, InetSocketAddress address, Duration reporting) throws IOException {
        this.reporting = reporting;
        channel = DatagramChannel.open().bind(address);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    int port() {
        return port;
    }

    synchronized Reception reception() {
        return reception;
    }

    void receive() throws IOException {
        while (true) {
            buffer.clear();
            SocketAddress from = channel.receive(buffer);
            if (from == null) {
                return;
            }
            buffer.flip();
            if (buffer.limit() >= RTP_HEADER && !isRtcp(buffer.get(1) & 0xff)) {
                streams.put(buffer.getInt(8), from);
                note(Instant.now());
            }
        }
    }

    private static boolean isRtcp(int secondOctet) {
        return secondOctet >= FIRST_RTCP && secondOctet <= LAST_RTCP;
    }

    private synchronized void note(Instant now) {
        Instant first = reception.first() == null ? now : reception.first();
        Duration since = reception.last() == null ? Duration.ZERO : Duration.between(reception.last(), now);
        Duration hole = since.compareTo(reception.hole()) > 0 ? since : reception.hole();
        reception = new Reception(reception.packets() + 1, first, now, reception.reported(), hole);
    }

    /** Sends a receiver report about each stream (RFC 3550 section 6.4.2), while it is to. */
    synchronized void report(Instant now) throws IOException {
        Instant first = reception.first();
        if (first == null || !now.isBefore(first.plus(reporting))) {
            return;
        }
        for (var stream : streams.entrySet()) {
            ByteBuffer report = ByteBuffer.allocate(32);
            report.putInt(0x81C90007).putInt(port).putInt(stream.getKey()).rewind();
            channel.send(report, stream.getValue());
        }
        reception = new Reception(reception.packets(), first, reception.last(), Instant.now(), reception.hole());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
