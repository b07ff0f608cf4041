package org.sipcast.sip.stack;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stream.StreamSettings;

/**
 * How a stack is set up.
 *
 * @param address the IP address to listen on
 * @param advertisedAddress the address or name that Contact and Via carry, if it is another one
 * @param port the port to listen on with UDP and TCP; 0 is refused
 * @param tlsPort the port to listen on with TLS
 * @param transports at least one
 * @param trusted the source addresses that requests are taken from; all others get 403
 * @param userAgent what Server and User-Agent say
 * @param t1 the round-trip estimate that all of SIP's timers are multiples of (RFC 3261 section 17.1.1.1)
 * @param answerTimeout how long the application may take to answer an INVITE
 * @param callThreads how many INVITEs are handed to the application at the same time
 * @param waitingCalls how many further INVITEs wait for their turn; those beyond get 503
 * @param streams what TCP and TLS connections may cost, and how TLS is set up
 * @param outbound the way of our own requests
 */
public record SipSettings(
        String address,
        @Nullable String advertisedAddress,
        int port,
        int tlsPort,
        List<Transport> transports,
        Predicate<InetAddress> trusted,
        String userAgent,
        Duration t1,
        Duration answerTimeout,
        int callThreads,
        int waitingCalls,
        StreamSettings streams,
        Outbound outbound) {

    private static final int TLS_PORT = 5081;

    public SipSettings {
        requirePort("The SIP port", port);
        requirePort("The SIP port for TLS", tlsPort);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("At least one SIP transport is needed");
        }
        if (transports.contains(Transport.TLS) && streams.tls() == null) {
            throw new IllegalArgumentException("SIP over TLS needs a certificate");
        }
        if (transports.contains(Transport.TLS) && transports.contains(Transport.TCP) && port == tlsPort) {
            throw new IllegalArgumentException("TCP and TLS cannot both listen on port " + port);
        }
        if (t1.toMillis() < 1) {
            throw new IllegalArgumentException("T1 must be a millisecond or more, but is " + t1);
        }
        transports = List.copyOf(transports);
    }

    private static void requirePort(String which, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(which + " must be 1 to 65535, but is " + port);
        }
    }

    /** UDP on this address, calls from this machine only, the RFC's timers. */
    public static SipSettings on(String address, int port) {
        return new SipSettings(
                address,
                null,
                port,
                TLS_PORT,
                List.of(Transport.UDP),
                TrustedPeers.loopback(),
                "Sipcast",
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                32,
                1000,
                StreamSettings.usual(),
                Outbound.direct());
    }

    public SipSettings withT1(Duration value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                tlsPort,
                transports,
                trusted,
                userAgent,
                value,
                answerTimeout,
                callThreads,
                waitingCalls,
                streams,
                outbound);
    }

    public SipSettings withTrusted(Predicate<InetAddress> value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                tlsPort,
                transports,
                value,
                userAgent,
                t1,
                answerTimeout,
                callThreads,
                waitingCalls,
                streams,
                outbound);
    }

    public SipSettings withTransports(List<Transport> value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                tlsPort,
                value,
                trusted,
                userAgent,
                t1,
                answerTimeout,
                callThreads,
                waitingCalls,
                streams,
                outbound);
    }

    public SipSettings withTlsPort(int value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                value,
                transports,
                trusted,
                userAgent,
                t1,
                answerTimeout,
                callThreads,
                waitingCalls,
                streams,
                outbound);
    }

    public SipSettings withStreams(StreamSettings value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                tlsPort,
                transports,
                trusted,
                userAgent,
                t1,
                answerTimeout,
                callThreads,
                waitingCalls,
                value,
                outbound);
    }

    public SipSettings withOutbound(Outbound value) {
        return new SipSettings(
                address,
                advertisedAddress,
                port,
                tlsPort,
                transports,
                trusted,
                userAgent,
                t1,
                answerTimeout,
                callThreads,
                waitingCalls,
                streams,
                value);
    }

    /** The port of a transport. */
    int portOf(String transport) {
        return Transport.TLS.name().equalsIgnoreCase(transport) ? tlsPort : port;
    }

    boolean listensOn(Transport transport) {
        return transports.contains(transport);
    }

    /** What others are told to send to. */
    String advertised() {
        String host = advertisedAddress == null ? address : advertisedAddress;
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** T2, the longest pause between two retransmissions: 4 s with the RFC's T1. */
    Duration t2() {
        return t1.multipliedBy(8);
    }

    /** After 64*T1 nobody retransmits any more (timers B, F, H and J). */
    Duration transactionTimeout() {
        return t1.multipliedBy(64);
    }
}
