package org.sipcast.monitor;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.support.service.ServiceSupport;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Hub;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The branch {@code org.sipcast} of JMX. Registering an MBean costs more than all that a call's bookkeeping does, so calls and hubs get
 * theirs only when somebody looks, at most once a second and for the newest of them: without a console they cost nothing.
 */
public final class MonitorTree extends ServiceSupport {
    private static final Logger log = LoggerFactory.getLogger(MonitorTree.class);
    private static final int MAX_CALLS = 200;
    private static final long PAUSE_NANOS = 1_000_000_000;

    /**
     * An MBean that ought to be there.
     *
     * @param about what it is about; another thing of the same name gets another MBean
     */
    private record Wanted(Object about, Supplier<DescribedBean<?>> bean) {}

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ObjectName, Object> registered = new HashMap<>();
    private final Channels channels;
    private final CallRegistry calls;
    private final Intake intake;
    private final Operations operations;
    private final ServerMXBean whole;
    private final Clock clock;
    private long grownAt;

    public MonitorTree(
            Channels channels,
            CallRegistry calls,
            Intake intake,
            Operations operations,
            ServerMXBean whole,
            Clock clock) {
        this.channels = channels;
        this.calls = calls;
        this.intake = intake;
        this.operations = operations;
        this.whole = whole;
        this.clock = clock;
    }

    @Override
    protected void doStart() {
        grow();
    }

    /** Brings the tree up to date, unless that was done a moment ago. */
    public synchronized void refresh() {
        if (System.nanoTime() - grownAt >= PAUSE_NANOS) {
            grow();
        }
    }

    private synchronized void grow() {
        Map<ObjectName, Wanted> wanted = wanted();
        for (ObjectName name : List.copyOf(registered.keySet())) {
            Wanted same = wanted.get(name);
            if (same == null || !same.about().equals(registered.get(name))) {
                unregister(name);
            }
        }
        wanted.forEach((name, each) -> {
            if (!registered.containsKey(name)) {
                register(name, each);
            }
        });
        grownAt = System.nanoTime();
    }

    private Map<ObjectName, Wanted> wanted() {
        Map<ObjectName, Wanted> wanted = new LinkedHashMap<>();
        wanted.put(name("type=Server"), of(whole, ServerMXBean.class, whole));
        wanted.put(name("type=Calls"), of(calls, CallsMXBean.class, new MonitoredCalls(calls, operations, clock)));
        for (Channel channel : channels.all()) {
            wanted.put(
                    name("type=Channel,name=" + channel.name()),
                    of(channel, ChannelMXBean.class, new MonitoredChannel(channel, calls, intake, operations)));
        }
        for (Call call : MonitoredCalls.newest(calls, MAX_CALLS)) {
            String channel = call.channel().name();
            Hub hub = call.hub();
            wanted.put(
                    name("type=Call,channel=" + channel + ",id=" + call.id()),
                    of(call.id(), CallMXBean.class, new MonitoredCall(call, calls, operations, clock)));
            wanted.putIfAbsent(
                    name("type=Hub,channel=" + channel + ",name=" + hub.name()),
                    of(hub, HubMXBean.class, new MonitoredHub(hub, calls)));
        }
        return wanted;
    }

    private static <T> Wanted of(Object about, Class<T> type, T bean) {
        return new Wanted(about, () -> new DescribedBean<>(bean, type));
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName("org.sipcast:" + properties);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private void register(ObjectName name, Wanted wanted) {
        try {
            server.registerMBean(wanted.bean().get(), name);
            registered.put(name, wanted.about());
        } catch (JMException e) {
            log.debug("{} is not shown", name, e);
        }
    }

    private void unregister(ObjectName name) {
        registered.remove(name);
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            log.debug("{} was gone", name, e);
        }
    }

    @Override
    protected synchronized void doStop() {
        List.copyOf(registered.keySet()).forEach(this::unregister);
    }
}
