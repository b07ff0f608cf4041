package org.sipcast.sip.stack;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where our registrations are sent: a registrar, or an outbound proxy that knows the way to one.
 *
 * @param host a name, or an IP address, in brackets if it is of version 6
 * @param port null for the transport's usual one
 */
public record RegistrarUri(String host, @Nullable Integer port, Transport transport) {

    private static final Pattern URI = Pattern.compile(
            "sip:(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>\\d{1,5}))?(;transport=(?<transport>[A-Za-z]+))?(;lr)?");

    /**
     * Reads {@code sip:HOST[:PORT][;transport=udp|tcp|…]}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RegistrarUri parse(String text) {
        Matcher uri = URI.matcher(text.strip());
        if (!uri.matches()) {
            throw new IllegalArgumentException(
                    "A registrar must be given as sip:HOST[:PORT][;transport=tcp], but is '" + text + "'");
        }
        String port = uri.group("port");
        String transport = uri.group("transport");
        return new RegistrarUri(
                uri.group("host"),
                port == null ? null : Integer.valueOf(port),
                Transport.valueOf(transport == null ? "UDP" : transport.toUpperCase(Locale.ROOT)));
    }

    /** The value of a Route header field, which takes a request there whatever its Request-URI (RFC 3261 section 8.1.2). */
    String route() {
        return "<" + this + ";lr>";
    }

    /** Whether a request to this domain would go there by itself. */
    boolean isReachedBy(String domain) {
        return host.equalsIgnoreCase(domain) && port == null && transport == Transport.UDP;
    }

    @Override
    public String toString() {
        String parameter = transport == Transport.UDP
                ? ""
                : ";transport=" + transport.name().toLowerCase(Locale.ROOT);
        return "sip:" + host + (port == null ? "" : ":" + port) + parameter;
    }
}
