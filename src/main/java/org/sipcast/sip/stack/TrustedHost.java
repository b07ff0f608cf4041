package org.sipcast.sip.stack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the machine that our registrations go to, which calls are taken from like from a configured peer: that
 * calls come from there is what registrations are for.
 */
final class TrustedHost implements Predicate<InetAddress> {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedHost.class);

    private final String name;
    private volatile Set<InetAddress> addresses = Set.of();

    TrustedHost(String name) {
        this.name = name;
    }

    /** Asks the name service again, which may block; what was known stays while it has no answer. */
    void resolve() {
        try {
            addresses = Set.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            LOG.debug("No address of {} is known at the moment", name, e);
        }
    }

    @Override
    public boolean test(InetAddress source) {
        return addresses.contains(source);
    }
}
