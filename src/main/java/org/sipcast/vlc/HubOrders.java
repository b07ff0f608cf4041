package org.sipcast.vlc;

import java.time.Duration;
import java.util.Optional;
import org.sipcast.vlc.telnet.VlcCommands;

/**
 * What a hub is told when it is opened.
 *
 * @param reporting empty if nobody wants to hear of it
 */
record HubOrders(Duration lease, Optional<Reporting> reporting) {
    /** Of many who open a hub at once it is enough that one tells it; each command takes VLC's time and theirs. */
    private static final int REPEATS_IN_A_LEASE = 10;

    void give(VlcCommands commands, String hub) {
        commands.leaseHub(hub, lease);
        reporting.ifPresent(to -> commands.reportHub(hub, to.port(), to.token(), to.interval()));
    }

    /** How long they need not be repeated. */
    Duration validity() {
        return lease.dividedBy(REPEATS_IN_A_LEASE);
    }
}
