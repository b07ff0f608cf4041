package org.sipcast.vlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipcast.vlc.telnet.HubPorts;
import org.sipcast.vlc.telnet.VlcCommands;
import org.sipcast.vlc.telnet.VlcGoneException;
import org.sipcast.vlc.telnet.VlcNotRunningException;
import org.sipcast.vlc.telnet.VlcRefusedException;

/** The VLC of one channel, and the hubs that we have there. */
final class VlcInstance {
    private final String name;
    private final VlcConnection connection;
    private final Map<String, KnownHub> hubs = new ConcurrentHashMap<>();
    private final Queue<KnownHub> orphans = new ConcurrentLinkedQueue<>();
    /** Those of the channel's own hub, which viewers of a VLC that is gone still know. */
    private volatile @Nullable HubPorts lastPorts;

    private final SourceGate sourceGate = new SourceGate();
    private final Silence silence;
    private final Rounds renewals;
    private final Rounds reconciliations;
    private final Reconciliation reconciliation;

    VlcInstance(String name, Path folder, Duration timeout, Consumer<VlcInstance> onLost) {
        this.name = name;
        this.connection = new VlcConnection(folder, timeout, () -> onLost.accept(this));
        this.silence = new Silence(name);
        this.renewals = new Rounds(silence);
        this.reconciliations = new Rounds(silence);
        this.reconciliation = new Reconciliation(this);
    }

    String name() {
        return name;
    }

    VlcConnection connection() {
        return connection;
    }

    VlcCommands commands() {
        return connection.open().commands();
    }

    SourceGate sourceGate() {
        return sourceGate;
    }

    Rounds renewals() {
        return renewals;
    }

    Rounds reconciliations() {
        return reconciliations;
    }

    Reconciliation reconciliation() {
        return reconciliation;
    }

    Collection<KnownHub> hubs() {
        return List.copyOf(hubs.values());
    }

    /** Hubs whose VLC was replaced before anybody saw it go. */
    Queue<KnownHub> orphans() {
        return orphans;
    }

    /**
     * Opens a hub, or finds it open.
     *
     * @param wanted the ports that it has to have; null if any will do
     * @param goesOnAt where its source is to go on once it is open; null if it is to begin at its beginning
     * @throws VlcRefusedException if it can't have them
     */
    HubPorts openHub(String hub, @Nullable HubPorts wanted, @Nullable Duration goesOnAt, HubOrders orders) {
        VlcConnection.Session session = connection.open();
        HubPorts ports = openHub(session.commands(), hub, wanted);
        if (hub.equals(name)) {
            lastPorts = ports;
        }
        KnownHub opened = hubs.compute(hub, (ignored, known) -> {
            if (known != null && known.livesAt(session.address())) {
                return known;
            }
            if (known != null) {
                orphans.add(known);
            }
            return new KnownHub(hub, session.address(), ports, goesOnAt);
        });
        opened.tell(orders, session.commands());
        return ports;
    }

    /** Who calls a channel just when its VLC is gone opens the hub of those who watched it before, with their ports if they are free. */
    private HubPorts openHub(VlcCommands commands, String hub, @Nullable HubPorts wanted) {
        if (wanted != null) {
            HubPorts ports = commands.openHub(hub, wanted);
            if (!ports.equals(wanted)) {
                throw new VlcRefusedException("ports", "hub " + hub + " has others by now");
            }
            return ports;
        }
        HubPorts before = hub.equals(name) ? lastPorts : null;
        try {
            return commands.openHub(hub, before);
        } catch (VlcRefusedException e) {
            if (before == null || !e.code().equals("ports")) {
                throw e;
            }
            return commands.openHub(hub, null);
        }
    }

    /** @throws VlcNotRunningException if it was never opened or its VLC is gone */
    KnownHub hub(String hub) {
        KnownHub known = hubs.get(hub);
        if (known == null) {
            throw new VlcNotRunningException("no such hub is open in the VLC of " + name + ": " + hub);
        }
        return known;
    }

    /**
     * Notes who has this hub, and so is concerned by its end.
     *
     * @return whether its source is still open
     * @throws VlcNotRunningException if the hub has come to its end meanwhile, which nobody would report to this viewer
     */
    boolean join(KnownHub hub, String viewer) {
        AtomicBoolean open = new AtomicBoolean();
        KnownHub current = hubs.computeIfPresent(hub.name(), (name, known) -> {
            open.set(known == hub && hub.join(viewer));
            return known;
        });
        if (current != hub) {
            throw new VlcNotRunningException("hub " + hub.name() + " of " + name + " is gone");
        }
        return open.get();
    }

    /** Those of these viewers of a lost hub who have not joined one that has taken its place. */
    Set<String> whoLost(String hub, Set<String> viewers) {
        KnownHub next = hubs.get(hub);
        Set<String> without = new HashSet<>(viewers);
        if (next != null) {
            without.removeAll(next.viewers());
        }
        return without;
    }

    /** Has the source of a hub go on elsewhere, also for those who have to go on with it in another VLC. */
    void seekSource(String hub, Duration position) {
        KnownHub known = hubs.get(hub);
        commands().seekSource(hub, position);
        if (known != null) {
            known.sourceGoesOnAt(position);
        }
    }

    void leave(String hub, String viewer) {
        KnownHub known = hubs.get(hub);
        if (known != null) {
            known.leave(viewer);
        }
    }

    /** Ends the VLC, unless it says that a call comes in just now. Answers whether it ends. */
    boolean shutdown() {
        Collection<KnownHub> known = hubs();
        // forgotten first, so that nobody takes their absence for a loss
        known.forEach(this::forget);
        try {
            whileRunning(() -> {
                commands().shutdown();
                connection.close();
            });
            return true;
        } catch (VlcGoneException | VlcRefusedException e) {
            known.forEach(hub -> hubs.putIfAbsent(hub.name(), hub));
            if (e instanceof VlcRefusedException refused && refused.code().equals("busy")) {
                return false;
            }
            throw e;
        }
    }

    void closeHub(String hub) {
        // forgotten first, so that nobody takes its absence for a loss
        hubs.remove(hub);
        whileRunning(() -> commands().closeHub(hub));
    }

    /** Answers whether it was still known: of several who notice the loss, one may report it. */
    boolean forget(KnownHub hub) {
        return hubs.remove(hub.name(), hub);
    }

    /** Runs a command that undoes something: without a VLC, or a hub, it is undone already. */
    void whileRunning(Runnable command) {
        try {
            command.run();
        } catch (VlcNotRunningException e) {
            return;
        } catch (VlcRefusedException e) {
            if (!e.code().equals("nohub")) {
                throw e;
            }
        }
    }
}
