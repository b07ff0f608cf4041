package org.sipcast.monitor;

import java.util.stream.Stream;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channel;

/** {@link ChannelMXBean}, by what registry and intake say. */
final class MonitoredChannel implements ChannelMXBean {
    private final Channel channel;
    private final CallRegistry calls;
    private final Intake intake;
    private final Operations operations;

    MonitoredChannel(Channel channel, CallRegistry calls, Intake intake, Operations operations) {
        this.channel = channel;
        this.calls = calls;
        this.intake = intake;
        this.operations = operations;
    }

    @Override
    public String getName() {
        return channel.name();
    }

    @Override
    public String getTitle() {
        return channel.title();
    }

    @Override
    public String getTimeline() {
        return channel.isLive() ? "live" : "on demand";
    }

    @Override
    public String getSource() {
        return channel.source().replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String getState() {
        return intake.isStopped(channel.name()) ? "stopped" : "open";
    }

    @Override
    public int getViewers() {
        return calls.viewers().getOrDefault(channel.name(), 0);
    }

    @Override
    public int getViewerLimit() {
        return channel.viewerLimit();
    }

    @Override
    public int getEncodes() {
        return (int) calls.all().stream()
                .filter(call -> call.channel().name().equals(channel.name()))
                .flatMap(MonitoredChannel::encodes)
                .distinct()
                .count();
    }

    /** Each by its hub: what is encoded in two hubs is encoded twice. */
    private static Stream<String> encodes(Call call) {
        return call.media().encodes().stream().map(encode -> call.hub().name() + "/" + encode);
    }

    @Override
    public void stop() {
        operations.stop(channel.name());
    }

    @Override
    public void open() {
        operations.open(channel.name());
    }

    @Override
    public void restart() {
        operations.restart(channel.name());
    }
}
