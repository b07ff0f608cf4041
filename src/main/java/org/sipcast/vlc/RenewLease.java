package org.sipcast.vlc;

import java.time.Duration;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of one hub; without {@code CamelVlcHub} of all that we have open in this VLC; without
 * {@code CamelVlcInstance} of all in every VLC.
 */
final class RenewLease implements VlcOperation {
    private static final Logger LOG = LoggerFactory.getLogger(RenewLease.class);

    @Override
    public void perform(VlcRequest request) {
        Duration lease = request.component().getLease();
        if (request.names(VlcConstants.HUB)) {
            request.vlc().commands().leaseHub(request.hub(), lease);
        } else if (request.names(VlcConstants.INSTANCE)) {
            renewAll(request.vlc(), lease);
        } else {
            request.component().instances().connected().forEach(vlc -> renewAll(vlc, lease));
        }
    }

    /** One VLC that is gone must not cost the others their lease; the watch reports its hubs. */
    private static void renewAll(VlcInstance vlc, Duration lease) {
        try {
            for (KnownHub hub : vlc.hubs()) {
                vlc.whileRunning(() -> vlc.commands().leaseHub(hub.name(), lease));
            }
        } catch (VlcGoneException e) {
            LOG.warn("The leases of {} are not renewed: {}", vlc.name(), e.getMessage());
        }
    }
}
