package org.sipcast.monitor;

import java.util.List;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Hub;

/** {@link HubMXBean}, by the calls that it is for. */
final class MonitoredHub implements HubMXBean {
    private final Hub hub;
    private final CallRegistry calls;

    MonitoredHub(Hub hub, CallRegistry calls) {
        this.hub = hub;
        this.calls = calls;
    }

    @Override
    public String getVlc() {
        return hub.instance();
    }

    @Override
    public String getName() {
        return hub.name();
    }

    @Override
    public List<String> getEncodes() {
        return ours().stream()
                .flatMap(call -> call.media().encodes().stream())
                .map(Enum::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public int getViewers() {
        return ours().size();
    }

    @Override
    public long getPackets() {
        return sum("packets");
    }

    @Override
    public long getDrops() {
        return sum("drops");
    }

    private long sum(String counter) {
        return ours().stream().mapToLong(call -> CallView.sum(call, counter)).sum();
    }

    private List<Call> ours() {
        return calls.all().stream().filter(call -> call.hub().equals(hub)).toList();
    }
}
