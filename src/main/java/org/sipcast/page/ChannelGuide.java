package org.sipcast.page;

import java.util.List;
import java.util.Map;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;

/** The channels as a person chooses among them. */
public final class ChannelGuide {
    private final Channels channels;
    private final CallRegistry calls;
    private final String domain;

    /**
     * @param domain of the channels' SIP addresses
     */
    public ChannelGuide(Channels channels, CallRegistry calls, String domain) {
        this.channels = channels;
        this.calls = calls;
        this.domain = domain;
    }

    /** All channels, in the order of their file. */
    public List<GuideEntry> entries() {
        Map<String, Integer> viewers = calls.viewers();
        return channels.all().stream()
                .map(channel -> entry(channel, viewers.getOrDefault(channel.name(), 0)))
                .toList();
    }

    private GuideEntry entry(Channel channel, int viewers) {
        String kind = channel.isLive() ? "live" : "on-demand";
        return new GuideEntry(channel.name(), channel.title(), kind, viewers, "sip:" + channel.name() + "@" + domain);
    }
}
