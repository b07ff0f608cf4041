package org.sipcast.vlc;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sipcast.vlc.telnet.HubStatus;
import org.sipcast.vlc.telnet.SinkCounters;
import org.sipcast.vlc.telnet.VlcNotRunningException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds hubs and sinks in one VLC that no call owns, and takes them out when they are found twice in succession: what is
 * found once may be on its way in or out just now. Not for several threads at once.
 */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final VlcInstance vlc;
    private Set<Orphan> suspects = Set.of();
    private Set<String> missed = Set.of();

    /** @param sink empty if the whole hub belongs to nobody */
    private record Orphan(String hub, Optional<String> sink) {}

    Reconciliation(VlcInstance vlc) {
        this.vlc = vlc;
    }

    /** Answers the sinks that are there: none, if VLC does not run. */
    Set<String> sinksAfterCleaning(Set<String> ownedHubs, Set<String> ownedSinks) {
        Set<String> present = new HashSet<>();
        Set<Orphan> orphans = new HashSet<>();
        try {
            for (HubStatus hub : vlc.commands().listHubs()) {
                // a live channel's hub, which is named as its VLC, waits for the next viewer as long as its VLC
                if (!ownedHubs.contains(hub.hub()) && !hub.hub().equals(vlc.name())) {
                    orphans.add(new Orphan(hub.hub(), Optional.empty()));
                } else if (hub.sinks() > 0) {
                    Set<String> sinks = sinksOf(hub.hub());
                    present.addAll(sinks);
                    sinks.stream()
                            .filter(sink -> !ownedSinks.contains(sink))
                            .forEach(sink -> orphans.add(new Orphan(hub.hub(), Optional.of(sink))));
                }
            }
        } catch (VlcNotRunningException e) {
            // which is an answer: nothing is there
        }
        for (Orphan orphan : orphans) {
            if (suspects.contains(orphan)) {
                remove(orphan);
            }
        }
        suspects = orphans;
        return present;
    }

    /** Those of these that were missing the last time as well. */
    Set<String> missingAgain(Set<String> missing) {
        Set<String> again = new HashSet<>(missing);
        again.retainAll(missed);
        missed = missing;
        return again;
    }

    private Set<String> sinksOf(String hub) {
        Set<String> sinks = new HashSet<>();
        vlc.whileRunning(() -> sinks.addAll(vlc.commands().listSinks(hub).keySet()));
        return sinks;
    }

    private void remove(Orphan orphan) {
        orphan.sink()
                .ifPresentOrElse(
                        sink -> vlc.whileRunning(() -> {
                            SinkCounters sent = vlc.commands().deleteSink(orphan.hub(), sink);
                            LOG.warn(
                                    "Deleted sink {} of {}, no call owns it; it was sent {}",
                                    sink,
                                    vlc.name(),
                                    sent.toMap());
                        }),
                        () -> {
                            vlc.closeHub(orphan.hub());
                            LOG.warn("Closed hub {} of {}, no call owns it", orphan.hub(), vlc.name());
                        });
    }
}
