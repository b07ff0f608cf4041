package org.sipcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Continuation;
import org.sipcast.vlc.VlcConstants;

/**
 * Knows whose hub was lost with its VLC, how their streams go on in another, and how often that was tried: a film that brings
 * down every VLC must not go on for ever.
 */
public final class HubRecovery {
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final CallRegistry calls;
    private final int triesPerMinute;
    private final Clock clock;
    private final Map<String, Deque<Instant>> tries = new HashMap<>();

    /** @param clock one that nobody sets back or forward */
    public HubRecovery(CallRegistry calls, int triesPerMinute, Clock clock) {
        this.calls = calls;
        this.triesPerMinute = triesPerMinute;
        this.clock = clock;
    }

    /** Whether somebody still has the lost hub, it is not recovered, and another try is left. */
    public boolean isDue(Exchange exchange) {
        return exchange.getProperty("recovered") == null
                && !calls.among(viewers(exchange)).isEmpty()
                && triesOf(hub(exchange)) < triesPerMinute;
    }

    /** Takes down a try, and says what the hub was about. */
    public void begin(Exchange exchange) {
        note(hub(exchange));
        List<Call> cutOff = calls.cutOff(viewers(exchange));
        if (cutOff.isEmpty()) {
            throw new IllegalStateException("nobody is there any more");
        }
        describeSource(exchange, cutOff.get(0));
    }

    /** Says what the source of the call's hub is. */
    public void describeSource(Exchange exchange) {
        describeSource(exchange, Objects.requireNonNull(exchange.getProperty("call", Call.class), "no call"));
    }

    private static void describeSource(Exchange exchange, Call call) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put(VlcConstants.CHANNEL, call.channel());
        if (!call.channel().isLive()) {
            headers.put(VlcConstants.CODECS, call.media().codecs());
        }
        exchange.setProperty("onDemand", !call.channel().isLive());
    }

    /** Whether the call's sink is gone with its VLC, and not added to another so far. */
    public boolean isCutOff(Exchange exchange) {
        Call call = exchange.getProperty("call", Call.class);
        Call now = call == null ? null : calls.find(call.id());
        return now != null && now.isCutOff();
    }

    /** Those of the viewers who have no sink in the hub; an earlier try may have got as far as some of them. */
    public List<Call> withoutSink(Exchange exchange) {
        Map<?, ?> present = exchange.getMessage().getBody(Map.class);
        return calls.among(viewers(exchange)).stream()
                .filter(call -> !present.containsKey(call.id()))
                .toList();
    }

    /** Says how a viewer's streams go on. Answers whether he is to have a sink now. */
    public boolean carryOn(Exchange exchange) {
        Continuation continuation = calls.carryOn(exchange.getMessage().getHeader(VlcConstants.SINK, String.class));
        if (continuation == null) {
            return false;
        }
        exchange.setProperty("call", continuation.call());
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.put(VlcConstants.VIDEO_FROM, continuation.positions().get("video"));
        headers.put(VlcConstants.AUDIO_FROM, continuation.positions().get("audio"));
        return true;
    }

    /** Whether this viewer has paused, so that his sink is to be paused as well. */
    public boolean isPaused(Exchange exchange) {
        Call call = Objects.requireNonNull(exchange.getProperty("call", Call.class), "no call");
        return call.sink() != null && call.sink().paused();
    }

    /** Whether the hub is that of a film that nobody has paused. */
    public boolean plays(Exchange exchange) {
        return calls.among(viewers(exchange)).stream()
                .anyMatch(call -> !call.channel().isLive()
                        && call.sink() != null
                        && !call.sink().paused());
    }

    private static Set<String> viewers(Exchange exchange) {
        Collection<?> sinks = exchange.getMessage().getHeader(VlcConstants.SINKS, Collection.class);
        return Objects.requireNonNull(sinks, "no sinks").stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private static String hub(Exchange exchange) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        return headers.get(VlcConstants.INSTANCE) + "/" + headers.get(VlcConstants.HUB);
    }

    private synchronized int triesOf(String hub) {
        forgetOldOnes();
        return tries.getOrDefault(hub, new ArrayDeque<>()).size();
    }

    private synchronized void note(String hub) {
        tries.computeIfAbsent(hub, none -> new ArrayDeque<>()).add(clock.instant());
    }

    private void forgetOldOnes() {
        Instant old = clock.instant().minus(MEMORY);
        tries.values().forEach(times -> times.removeIf(time -> time.isBefore(old)));
        tries.values().removeIf(Deque::isEmpty);
    }
}
