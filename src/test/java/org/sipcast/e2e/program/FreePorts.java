package org.sipcast.e2e.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports on loopback that nobody holds, below those that the system and the hubs hand out. */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int END = 20_000;
    private static final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, END - 2_000));

    private FreePorts() {}

    /** A port that is free for UDP and TCP. */
    public static int one() {
        return range(1);
    }

    /** The first of {@code count} neighbouring ports, even; each port is handed out once per test run. */
    public static int range(int count) {
        while (true) {
            int first = next.getAndAdd(count + count % 2);
            if (first % 2 != 0) {
                next.incrementAndGet();
                first++;
            }
            if (first + count >= END) {
                next.set(FIRST);
            } else if (areFree(first, count)) {
                return first;
            }
        }
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (var udp = new DatagramSocket(null);
                    var tcp = new ServerSocket()) {
                udp.bind(address);
                tcp.bind(address);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** An address on loopback; never a name. */
    public static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
