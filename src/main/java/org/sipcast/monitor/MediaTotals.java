package org.sipcast.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sipcast.call.Call;
import org.sipcast.call.Sent;

/**
 * What was sent to all viewers since the start, by channel and medium: what calls that are over were sent, and what hubs have reported of those in
 * progress. It never goes down, as counters must not: a call that has just ended is missing for a moment, and that is waited for.
 */
public final class MediaTotals {
    private static final Map<String, String> METERS = Map.of(
            "packets", "sipcast.packets.sent",
            "octets", "sipcast.octets.sent",
            "drops", "sipcast.packets.dropped",
            "lost", "sipcast.packets.lost");
    private static final Map<String, String> WORDS = Map.of(
            "packets", "RTP packets sent to viewers",
            "octets", "Octets of RTP payload sent to viewers",
            "drops", "RTP packets that could not be sent",
            "lost", "RTP packets lost on the way, as viewers count them");

    private static final List<String> MEDIA = List.of("video", "audio");

    private record Key(String channel, String medium, String counter) {}

    private final MeterRegistry meters;
    private final Map<Key, Long> over = new HashMap<>();
    private final Map<Key, Long> shown = new ConcurrentHashMap<>();

    public MediaTotals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** There is a channel of this name: its counters begin at zero. */
    synchronized void know(String channel) {
        for (String medium : MEDIA) {
            METERS.keySet().forEach(counter -> know(new Key(channel, medium, counter)));
        }
    }

    private void know(Key key) {
        if (shown.putIfAbsent(key, 0L) == null) {
            register(key);
        }
    }

    synchronized void ended(String channel, Sent sent) {
        add(channel, sent, over);
    }

    /** Brings what is shown up to date. */
    synchronized void refresh(List<Call> inProgress) {
        Map<Key, Long> now = new HashMap<>(over);
        inProgress.forEach(call -> add(call.channel().name(), call.usage().latest(), now));
        now.forEach((key, value) -> {
            know(key);
            shown.merge(key, value, Math::max);
        });
    }

    private static void add(String channel, Sent sent, Map<Key, Long> to) {
        sent.media().forEach((medium, counters) -> METERS.keySet()
                .forEach(counter ->
                        to.merge(new Key(channel, medium, counter), counters.getOrDefault(counter, 0L), Long::sum)));
    }

    private void register(Key key) {
        FunctionCounter.builder(
                        METERS.getOrDefault(key.counter(), key.counter()),
                        this,
                        totals -> totals.shown.getOrDefault(key, 0L))
                .description(WORDS.getOrDefault(key.counter(), ""))
                .tag("channel", key.channel())
                .tag("medium", key.medium())
                .register(meters);
    }
}
