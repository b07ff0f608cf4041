package org.sipcast.vlc;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Channel;
import org.sipcast.vlc.telnet.ControlAddress;
import org.sipcast.vlc.telnet.HubPorts;
import org.sipcast.vlc.telnet.VlcCommands;

/**
 * A hub that we have opened and not closed, and who was told of it. A hub may be there again under the same name, and
 * its source may be opened again: an end concerns only the viewers who came before.
 */
final class KnownHub {
    /** Where no opening of the source is proven whose end is not yet reported. */
    static final long NOT_OPEN = 0;

    private final String name;
    private final ControlAddress home;
    private final HubPorts ports;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> opening = new AtomicReference<>();
    private final Map<String, Long> viewers = new HashMap<>();
    private volatile @Nullable Told told;
    private Duration position;
    private boolean toBeSought;
    private long seeks;
    private long openings;
    private @Nullable Channel source;
    private boolean open;

    /**
     * What is to be compared with what VLC says when it is asked then.
     *
     * @param opening the number of the opening whose end is not yet reported, or {@link #NOT_OPEN}
     * @param seeks how often its source has gone on elsewhere
     */
    record Moment(long opening, long seeks) {}

    private record Told(HubOrders orders, long nanoTime) {}

    /** @param goesOnAt where its source is to go on, which opens at its beginning; null if it is to begin there */
    KnownHub(String name, ControlAddress home, HubPorts ports, @Nullable Duration goesOnAt) {
        this.name = name;
        this.home = home;
        this.ports = ports;
        this.position = goesOnAt == null ? Duration.ZERO : goesOnAt;
        this.toBeSought = goesOnAt != null;
    }

    String name() {
        return name;
    }

    HubPorts ports() {
        return ports;
    }

    /** Where its source was when VLC was last asked, or is to go on. */
    synchronized Duration position() {
        return position;
    }

    /** VLC was asked after this moment, and says where the source is. */
    synchronized void sourceIsAt(Duration now, Moment before) {
        if (!toBeSought && before.seeks() == seeks) {
            position = now;
        }
    }

    /** Its source has gone on elsewhere. */
    synchronized void sourceGoesOnAt(Duration now) {
        position = now;
        toBeSought = false;
        seeks++;
    }

    /** The VLC process that has it: another one of the same channel has not, even if it has a hub of this name. */
    boolean livesAt(ControlAddress address) {
        return home.equals(address);
    }

    /** Gives it these orders, unless it has just been given them. */
    void tell(HubOrders orders, VlcCommands commands) {
        Told last = told;
        long now = System.nanoTime();
        if (last == null
                || !last.orders().equals(orders)
                || now - last.nanoTime() >= orders.validity().toNanos()) {
            orders.give(commands, name);
            told = new Told(orders, now);
        }
    }

    /** Set while somebody opens the source of this hub. */
    AtomicReference<@Nullable CompletableFuture<Boolean>> opening() {
        return opening;
    }

    /** The channel's source was opened, and was seen open. */
    synchronized void sourceOpened(Channel channel) {
        openings++;
        open = true;
        source = channel;
    }

    /** The channel's source was seen open, whoever opened it. */
    synchronized void sourceSeenOpen(Channel channel) {
        if (!open) {
            sourceOpened(channel);
        }
    }

    /** The channel whose source was opened last; null if none was seen open. */
    synchronized @Nullable Channel source() {
        return source;
    }

    synchronized Moment now() {
        return new Moment(open ? openings : NOT_OPEN, seeks);
    }

    /** Reports the end of an opening: to the first who asks those who had it or an earlier one, then nothing. */
    synchronized Optional<Set<String>> endOf(long opening) {
        if (!open || openings != opening) {
            return Optional.empty();
        }
        open = false;
        return Optional.of(viewers.entrySet().stream()
                .filter(viewer -> viewer.getValue() <= opening)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Answers whether the source is still open as far as anybody knows. */
    synchronized boolean join(String viewer) {
        if (open) {
            viewers.put(viewer, openings);
        }
        return open;
    }

    synchronized void leave(String viewer) {
        viewers.remove(viewer);
    }

    synchronized Set<String> viewers() {
        return Set.copyOf(viewers.keySet());
    }
}
