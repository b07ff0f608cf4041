package org.sipcast.e2e.wire;

/** A UDP datagram on loopback, as it arrived. */
public final class Datagram {
    private final long arrivalNanos;
    private final int sourcePort;
    private final int destinationPort;
    private final byte[] octets;

    /**
     * @param arrivalNanos by {@link System#nanoTime}
     * @param octets are not copied
     */
    public Datagram(long arrivalNanos, int sourcePort, int destinationPort, byte[] octets) {
        this.arrivalNanos = arrivalNanos;
        this.sourcePort = sourcePort;
        this.destinationPort = destinationPort;
        this.octets = octets;
    }

    public long arrivalNanos() {
        return arrivalNanos;
    }

    public int sourcePort() {
        return sourcePort;
    }

    int destinationPort() {
        return destinationPort;
    }

    byte[] octets() {
        return octets;
    }
}
