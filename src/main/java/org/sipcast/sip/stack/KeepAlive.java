package org.sipcast.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the way to our platform open through address translations in between (RFC 5626 section 4.4): pings over the
 * connection that is open, or sends a line end from the UDP port.
 */
public final class KeepAlive {

    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);

    private final Workers workers;
    private final JainSip jain;
    private final Duration pause;

    KeepAlive(Workers workers, JainSip jain, Duration pause) {
        this.workers = workers;
        this.jain = jain;
        this.pause = pause;
    }

    /** Begins; from then on until the stack is closed. Without a pause in the settings it does nothing. */
    void toward(SipURI platform) {
        if (!pause.isZero()) {
            again(platform);
        }
    }

    private void again(SipURI platform) {
        var unused = workers.after(pause, () -> {
            // the name service may take its time
            workers.forEvents().execute(() -> send(platform));
            again(platform);
        });
    }

    private void send(SipURI platform) {
        Hop hop = NextHop.hop(platform);
        try {
            InetAddress address = InetAddress.getByName(hop.getHost());
            jain.keepOpen(hop.getTransport(), new InetSocketAddress(address, hop.getPort()));
        } catch (IOException e) {
            LOG.debug("No keep-alive reached {}", platform, e);
        }
    }
}
