package org.sipcast.e2e.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.wire.Datagram;

/** Counts the RTP packets that arrive at a port, notices what is missing, and keeps them if told so. */
public final class RtpEar implements AutoCloseable {
    private static final int MAX_PACKET = 2048;
    private static final int RTP_HEADER = 12;

    private final DatagramSocket socket;
    private long packets;
    private long missing;
    private int nextSequence = -1;
    private long firstArrival;
    private long lastArrival = System.nanoTime();
    private final List<Datagram> kept = new ArrayList<>();
    private boolean keeping;
    private @Nullable InetSocketAddress sender;
    private int senderSsrc;
    private final Set<Integer> ssrcs = new HashSet<>();
    private long steppedBack;
    private long longestGap;
    private long lastTimestamp = -1;
    private volatile boolean reporting;

    RtpEar() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), FreePorts.range(2)));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::listen, "rtp-ear-" + socket.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Keeps each packet from now on. */
    public synchronized void keep() {
        keeping = true;
    }

    public synchronized List<Datagram> kept() {
        return List.copyOf(kept);
    }

    public synchronized long packets() {
        return packets;
    }

    /** How many sequence numbers were skipped. */
    public synchronized long missing() {
        return missing;
    }

    /** Of all packets so far. */
    public synchronized Set<Integer> ssrcs() {
        return Set.copyOf(ssrcs);
    }

    /** How often a sequence number or a time stamp was behind the one before: what SRTP takes for a replay, and decoders for another stream. */
    public synchronized long steppedBack() {
        return steppedBack;
    }

    /** The longest time without a packet between two. */
    public synchronized Duration longestGap() {
        return Duration.ofNanos(longestGap);
    }

    /** Where the packets come from; null before the first. */
    public synchronized @Nullable InetSocketAddress sender() {
        return sender;
    }

    /** When the last packet arrived, by {@link System#nanoTime}; at first when this ear began to listen. */
    public synchronized long lastArrivalNanos() {
        return lastArrival;
    }

    /** From the first packet to the last. */
    public synchronized Duration heard() {
        return packets == 0 ? Duration.ZERO : Duration.ofNanos(lastArrival - firstArrival);
    }

    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastArrivalNanos());
    }

    private void listen() {
        byte[] octets = new byte[MAX_PACKET];
        try {
            while (true) {
                var packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                if (packet.getLength() >= RTP_HEADER) {
                    keep(packet);
                    compare(ByteBuffer.wrap(octets));
                    count((octets[2] & 0xff) << 8 | (octets[3] & 0xff));
                    remember(
                            (InetSocketAddress) packet.getSocketAddress(),
                            ByteBuffer.wrap(octets).getInt(8));
                }
            }
        } catch (SocketException e) {
            // closed
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void keep(DatagramPacket packet) {
        if (keeping) {
            byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
            kept.add(new Datagram(System.nanoTime(), packet.getPort(), socket.getLocalPort(), octets));
        }
    }

    /** By serial number arithmetic (RFC 1982), as receivers do. */
    private synchronized void compare(ByteBuffer packet) {
        ssrcs.add(packet.getInt(8));
        long timestamp = packet.getInt(4) & 0xffffffffL;
        boolean olderNumber = nextSequence >= 0 && (short) (packet.getShort(2) - nextSequence) < 0;
        boolean olderTime = lastTimestamp >= 0 && (int) (timestamp - lastTimestamp) < 0;
        if (olderNumber || olderTime) {
            steppedBack++;
        }
        lastTimestamp = timestamp;
        if (packets > 0) {
            longestGap = Math.max(longestGap, System.nanoTime() - lastArrival);
        }
    }

    private synchronized void count(int sequence) {
        if (nextSequence >= 0) {
            missing += (sequence - nextSequence) & 0xffff;
        }
        nextSequence = (sequence + 1) & 0xffff;
        lastArrival = System.nanoTime();
        if (packets == 0) {
            firstArrival = lastArrival;
        }
        packets++;
    }

    private synchronized void remember(InetSocketAddress from, int ssrc) {
        sender = from;
        senderSsrc = ssrc;
    }

    /** Begins to send receiver reports twice a second. */
    void beginReports() {
        reporting = true;
        var thread = new Thread(this::report, "rtp-ear-rtcp-" + socket.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    void stopReports() {
        reporting = false;
    }

    private void report() {
        try {
            while (reporting) {
                sendReport();
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (IOException | InterruptedException e) {
            // closed
            return;
        }
    }

    /** Sends a receiver report with one block about what has come, to the port behind its own (RFC 3550 section 6.4.2). */
    private void sendReport() throws IOException {
        InetSocketAddress to;
        ByteBuffer report = ByteBuffer.allocate(32);
        synchronized (this) {
            if (sender == null) {
                return;
            }
            to = new InetSocketAddress(sender.getAddress(), sender.getPort() + 1);
            report.putInt(0x81C90007).putInt(socket.getLocalPort()).putInt(senderSsrc);
        }
        socket.send(new DatagramPacket(report.array(), report.capacity(), to));
    }

    /** Says that a packet is missing (RFC 4585 section 6.2.1). */
    public void ask(long ssrc, int sequence) {
        ByteBuffer nack = ByteBuffer.allocate(16);
        InetSocketAddress to;
        synchronized (this) {
            if (sender == null) {
                throw new IllegalStateException("nothing has come so far");
            }
            to = new InetSocketAddress(sender.getAddress(), sender.getPort() + 1);
        }
        nack.putInt(0x81CD0003).putInt(socket.getLocalPort()).putInt((int) ssrc).putInt(sequence << 16);
        try {
            socket.send(new DatagramPacket(nack.array(), nack.capacity(), to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reporting = false;
        socket.close();
    }
}
