package org.sipcast.call;

import java.util.Set;
import java.util.TreeSet;
import org.sipcast.channel.Channel;

/** Whether new calls are let in, by what operators have said: all, none while the application drains, or none to some channels. */
public final class Intake {
    private final Set<String> stopped = new TreeSet<>();
    private boolean draining;

    /**
     * Lets a call pass.
     *
     * @throws NotTakingCallsException while the application drains
     */
    public synchronized void requireOpen() {
        if (draining) {
            throw new NotTakingCallsException();
        }
    }

    /**
     * Lets a call to a channel pass.
     *
     * @throws ChannelStoppedException if somebody has stopped it
     */
    public synchronized void requireOpen(Channel channel) {
        if (stopped.contains(channel.name())) {
            throw new ChannelStoppedException(channel.name());
        }
    }

    /** Lets no call in any more; answers whether it did before. */
    public synchronized boolean drain() {
        boolean before = !draining;
        draining = true;
        return before;
    }

    public synchronized boolean isDraining() {
        return draining;
    }

    /** Lets no call in to a channel until it is opened again. */
    public synchronized void stop(String channel) {
        stopped.add(channel);
    }

    public synchronized void open(String channel) {
        stopped.remove(channel);
    }

    public synchronized boolean isStopped(String channel) {
        return stopped.contains(channel);
    }
}
