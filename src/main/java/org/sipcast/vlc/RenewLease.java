package org.sipcast.vlc;

import java.time.Duration;
import java.util.Collection;

/**
 * Renews the leases of the hubs in {@code CamelVlcHubs}, without it of all that we have open in this VLC. One that is gone
 * is no fault of the caller: the watch reports its hubs.
 */
final class RenewLease implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        VlcInstance vlc = request.vlc();
        Duration lease = request.component().getLease();
        Collection<String> hubs = request.names(VlcConstants.HUBS)
                ? request.collection(VlcConstants.HUBS)
                : vlc.hubs().stream().map(KnownHub::name).toList();
        vlc.renewals()
                .next(() -> hubs.forEach(
                        hub -> vlc.whileRunning(() -> vlc.commands().leaseHub(hub, lease))));
    }
}
