package org.sipcast.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the way to our platform open through address translations in between (RFC 5626 section 4.4): pings over the
 * connection that is open, or sends a line end from the UDP port.
 */
final class KeepAlive {

    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);

    private final Workers workers;
    private final JainSip jain;
    private final Outbound outbound;
    private final @Nullable Hop platform;

    /** @param accounts whose registrar is kept in reach, where no outbound proxy is on the way to it */
    KeepAlive(Workers workers, JainSip jain, Outbound outbound, Registrations accounts) {
        this.workers = workers;
        this.jain = jain;
        this.outbound = outbound;
        platform = Optional.ofNullable(outbound.proxyUri())
                .or(() -> accounts.registrar().map(KeepAlive::uri))
                .map(NextHop::hop)
                .orElse(null);
    }

    private static SipURI uri(RegistrarUri registrar) {
        try {
            return (SipURI) Headers.uri(registrar.toString());
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a registrar: " + registrar, e);
        }
    }

    /** Begins; it ends when the workers do. */
    void start() {
        if (platform != null && !outbound.keepAlive().isZero()) {
            again(platform);
        }
    }

    private void again(Hop to) {
        var unused = workers.after(outbound.keepAlive(), () -> {
            again(to);
            // the name service may take its time
            workers.forConnecting().execute(() -> send(to));
        });
    }

    private void send(Hop to) {
        try {
            InetAddress address = InetAddress.getByName(to.getHost());
            jain.keepOpen(to.getTransport(), new InetSocketAddress(address, to.getPort()));
        } catch (IOException e) {
            LOG.debug("No keep-alive reached {}", to, e);
        }
    }
}
