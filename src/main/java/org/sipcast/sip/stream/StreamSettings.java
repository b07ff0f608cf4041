package org.sipcast.sip.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What connections may cost.
 *
 * @param connections the most that others may have open, for each transport; further ones are closed at once
 * @param idle after which a connection that carries nothing is closed
 * @param patience how long the peer may take for a message, from its first octet to its last, and to begin with the first
 * @param messageOctets the longest message
 * @param tls null for no TLS
 */
public record StreamSettings(
        int connections, Duration idle, Duration patience, int messageOctets, @Nullable TlsSettings tls) {

    /** How long we wait for a connection that we open, its TLS included. */
    static final Duration CONNECT = Duration.ofSeconds(4);

    /**
     * Longer than any platform passes on: what is too long for us is better refused than taken for the end of a connection, which
     * carries other people's calls.
     */
    private static final int LONGEST_MESSAGE_OCTETS = 128 * 1024;

    public StreamSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("At least one SIP connection must be allowed, not " + connections);
        }
        if (idle.toMillis() < 1 || patience.toMillis() < 1) {
            throw new IllegalArgumentException("SIP connections need some time, not " + idle + " and " + patience);
        }
    }

    /** Room for a platform and a few hundred phones; no TLS. */
    public static StreamSettings usual() {
        return new StreamSettings(1000, Duration.ofHours(1), Duration.ofSeconds(32), LONGEST_MESSAGE_OCTETS, null);
    }

    public StreamSettings withTls(TlsSettings value) {
        return new StreamSettings(connections, idle, patience, messageOctets, value);
    }
}
