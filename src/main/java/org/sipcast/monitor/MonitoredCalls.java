package org.sipcast.monitor;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;

/** {@link CallsMXBean}, read from the registry when somebody looks: calls cost nothing before. */
final class MonitoredCalls implements CallsMXBean {
    private static final int MAX = 500;

    private final CallRegistry calls;
    private final Operations operations;
    private final Clock clock;

    MonitoredCalls(CallRegistry calls, Operations operations, Clock clock) {
        this.calls = calls;
        this.operations = operations;
        this.clock = clock;
    }

    @Override
    public int getCount() {
        return calls.all().size();
    }

    @Override
    public int getPlaying() {
        return (int) calls.all().stream().filter(Call::isPlaying).count();
    }

    @Override
    public List<CallView> getNewest() {
        return newest(calls, MAX).stream()
                .map(call -> new CallView(call, clock))
                .toList();
    }

    /** The newest first. */
    static List<Call> newest(CallRegistry calls, int max) {
        List<Call> all = calls.all();
        List<Call> newest = new ArrayList<>(all.subList(Math.max(0, all.size() - max), all.size()));
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public void end(String id) {
        operations.end(id);
    }
}
