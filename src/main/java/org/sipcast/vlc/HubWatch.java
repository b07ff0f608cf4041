package org.sipcast.vlc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.HubEnd.Reason;
import org.sipcast.vlc.telnet.HubStatus;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;

/**
 * Finds out which hubs of one VLC have come to their end, each once. It compares what we opened with what VLC lists, so
 * it does not matter how often it looks, or whether it missed the moment. Not for several threads at once.
 */
final class HubWatch {
    private final VlcInstance vlc;
    private final Duration patience;
    private final InstantSource clock;
    private @Nullable Instant silentSince;

    /** @param patience how long a VLC that runs may fail to answer before its hubs count as lost */
    HubWatch(VlcInstance vlc, Duration patience, InstantSource clock) {
        this.vlc = vlc;
        this.patience = patience;
        this.clock = clock;
    }

    List<HubEnd> look() {
        List<HubEnd> ends = new ArrayList<>();
        KnownHub orphan;
        while ((orphan = vlc.orphans().poll()) != null) {
            ends.add(end(orphan, Reason.LOST));
        }
        // taken before asking: a hub that is opened meanwhile is not in VLC's answer, and not lost
        Map<KnownHub, @Nullable Object> proofs = new HashMap<>();
        vlc.hubs().forEach(hub -> proofs.put(hub, hub.proofOfSource().get()));
        if (!proofs.isEmpty()) {
            ask(proofs, ends);
        }
        return ends;
    }

    private void ask(Map<KnownHub, @Nullable Object> proofs, List<HubEnd> ends) {
        try {
            VlcConnection.Session session = vlc.connection().open();
            Map<String, HubStatus> listed = session.commands().listHubs().stream()
                    .collect(Collectors.toMap(HubStatus::hub, Function.identity(), (one, other) -> one));
            silentSince = null;
            proofs.forEach((hub, proof) -> {
                HubStatus status = hub.livesAt(session.address()) ? listed.get(hub.name()) : null;
                compare(hub, proof, status, ends);
            });
        } catch (VlcNotRunningException e) {
            lose(proofs, ends);
        } catch (VlcGoneException e) {
            Instant now = clock.instant();
            silentSince = silentSince == null ? now : silentSince;
            if (Duration.between(silentSince, now).compareTo(patience) >= 0) {
                lose(proofs, ends);
            }
        }
    }

    private void lose(Map<KnownHub, @Nullable Object> proofs, List<HubEnd> ends) {
        silentSince = null;
        proofs.keySet().forEach(hub -> compare(hub, null, null, ends));
    }

    private void compare(KnownHub hub, @Nullable Object proof, @Nullable HubStatus status, List<HubEnd> ends) {
        if (status == null) {
            if (vlc.forget(hub)) {
                ends.add(end(hub, Reason.LOST));
            }
        } else if (proof != null
                && status.source().isOver()
                && hub.proofOfSource().compareAndSet(proof, null)) {
            ends.add(end(hub, status.source() == SourceState.ENDED ? Reason.ENDED : Reason.FAILED));
        }
    }

    private HubEnd end(KnownHub hub, Reason reason) {
        return new HubEnd(vlc.name(), hub.name(), reason);
    }
}
