package org.sipcast.monitor;

import java.time.Clock;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;

/** {@link CallMXBean}; once the call has ended it shows the last that was known. */
final class MonitoredCall implements CallMXBean {
    private final CallRegistry calls;
    private final Operations operations;
    private final Clock clock;
    private volatile Call latest;

    MonitoredCall(Call call, CallRegistry calls, Operations operations, Clock clock) {
        this.latest = call;
        this.calls = calls;
        this.operations = operations;
        this.clock = clock;
    }

    private CallView view() {
        Call now = calls.find(latest.id());
        if (now != null) {
            latest = now;
        }
        return new CallView(latest, clock);
    }

    @Override
    public String getId() {
        return latest.id();
    }

    @Override
    public String getCallId() {
        return latest.sipCallId();
    }

    @Override
    public String getCaller() {
        return latest.caller();
    }

    @Override
    public String getIdentity() {
        return view().getIdentity();
    }

    @Override
    public String getChannel() {
        return latest.channel().name();
    }

    @Override
    public String getState() {
        return calls.find(latest.id()) == null ? "ended" : view().getState();
    }

    @Override
    public String getMedia() {
        return view().getMedia();
    }

    @Override
    public long getSeconds() {
        return view().getSeconds();
    }

    @Override
    public long getSecondsSinceProof() {
        return view().getSecondsSinceProof();
    }

    @Override
    public long getPackets() {
        return view().getPackets();
    }

    @Override
    public long getOctets() {
        return view().getOctets();
    }

    @Override
    public long getDrops() {
        return view().getDrops();
    }

    @Override
    public long getLost() {
        return view().getLost();
    }

    @Override
    public double getLossPercent() {
        return view().getLossPercent();
    }

    @Override
    public void end() {
        operations.end(latest.id());
    }
}
