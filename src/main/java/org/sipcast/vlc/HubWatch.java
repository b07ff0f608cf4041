package org.sipcast.vlc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.HubEnd.Reason;
import org.sipcast.vlc.telnet.HubStatus;
import org.sipcast.vlc.telnet.SourceState;
import org.sipcast.vlc.telnet.VlcCommands;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;

/**
 * Finds out which hubs of one VLC have come to their end, each once. It compares what we opened with what VLC lists, so
 * it does not matter how often it looks, or whether it missed the moment. Not for several threads at once.
 */
final class HubWatch {
    private final VlcInstance vlc;
    private final Duration patience;
    private final Duration sourceSilence;
    private final InstantSource clock;
    private @Nullable Instant silentSince;

    /**
     * @param patience how long a VLC that runs may fail to answer before its hubs count as lost
     * @param sourceSilence how long a source that is open may deliver nothing before it counts as over
     */
    HubWatch(VlcInstance vlc, Duration patience, Duration sourceSilence, InstantSource clock) {
        this.vlc = vlc;
        this.patience = patience;
        this.sourceSilence = sourceSilence;
        this.clock = clock;
    }

    List<HubEnd> look() {
        List<HubEnd> ends = new ArrayList<>();
        KnownHub orphan;
        while ((orphan = vlc.orphans().poll()) != null) {
            ends.add(end(orphan, Reason.LOST, orphan.viewers()));
        }
        // taken before asking: a hub that is opened meanwhile is not in VLC's answer, and not lost
        Map<KnownHub, KnownHub.Moment> moments = new HashMap<>();
        vlc.hubs().forEach(hub -> moments.put(hub, hub.now()));
        if (!moments.isEmpty()) {
            ask(moments, ends);
        }
        return ends;
    }

    private void ask(Map<KnownHub, KnownHub.Moment> moments, List<HubEnd> ends) {
        try {
            VlcConnection.Session session = vlc.connection().open();
            Map<String, HubStatus> listed = session.commands().listHubs().stream()
                    .collect(Collectors.toMap(HubStatus::hub, Function.identity(), (one, other) -> one));
            silentSince = null;
            moments.forEach((hub, moment) -> {
                HubStatus status = hub.livesAt(session.address()) ? listed.get(hub.name()) : null;
                compare(session.commands(), hub, moment, status, ends);
            });
        } catch (VlcNotRunningException e) {
            lose(moments.keySet(), ends);
        } catch (VlcGoneException e) {
            Instant now = clock.instant();
            silentSince = silentSince == null ? now : silentSince;
            if (Duration.between(silentSince, now).compareTo(patience) >= 0) {
                lose(moments.keySet(), ends);
            }
        }
    }

    private void lose(Set<KnownHub> hubs, List<HubEnd> ends) {
        silentSince = null;
        hubs.forEach(hub -> lose(hub, ends));
    }

    private void lose(KnownHub hub, List<HubEnd> ends) {
        if (vlc.forget(hub)) {
            ends.add(end(hub, Reason.LOST, hub.viewers()));
        }
    }

    private void compare(
            VlcCommands commands, KnownHub hub, KnownHub.Moment before, @Nullable HubStatus status, List<HubEnd> ends) {
        if (status == null) {
            lose(hub, ends);
            return;
        }
        hub.sourceIsAt(status.position(), before);
        if (status.source().isOver()) {
            Reason reason = status.source() == SourceState.ENDED ? Reason.ENDED : Reason.FAILED;
            hub.endOf(before.opening()).ifPresent(viewers -> ends.add(end(hub, reason, viewers)));
        } else if (isSilent(status)) {
            // closed, so that the next caller has it opened again, and is refused if it stays silent
            vlc.whileRunning(() -> commands.closeSource(hub.name()));
            hub.endOf(before.opening()).ifPresent(viewers -> ends.add(end(hub, Reason.SILENT, viewers)));
        }
    }

    /** A source that is held delivers nothing, and VLC says until when one that opens may take its time. */
    private boolean isSilent(HubStatus status) {
        return status.source() == SourceState.OPEN
                && status.sourceAge() != null
                && status.sourceAge().compareTo(sourceSilence) >= 0;
    }

    private HubEnd end(KnownHub hub, Reason reason, Set<String> viewers) {
        return new HubEnd(vlc.name(), hub.name(), reason, viewers, hub.ports(), hub.position(), hub.source());
    }
}
