package org.sipcast.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
import org.sipcast.channel.Channel;
import org.sipcast.sip.SipConstants;
import org.sipcast.vlc.VlcConstants;
import org.sipcast.vlc.telnet.SinkCounters;

/**
 * Counts how calls go, as routes tell it: each call that came in has one outcome. A call costs three looks into small maps here; all other
 * metrics are read when somebody asks for them.
 *
 * <p>What may be counted is there from the beginning, at zero: for Prometheus a series that begins at one has not increased, and an alert
 * would miss the first failure.
 */
public final class CallMeters {
    private static final String NO_CHANNEL = "none";
    /** Those of {@code failures.camel.yaml}. */
    private static final List<Integer> STATUSES = List.of(400, 403, 480, 486, 488, 500, 503);
    /** Those that a call to nobody gets: there is no such channel, or a route has refused it before that is known. */
    private static final List<Integer> STATUSES_OF_NO_CHANNEL = List.of(403, 404, 480, 500, 503);

    private static final String REFUSED = "refused";
    private static final Duration[] SET_UP = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private record Outcome(String channel, String word) {}

    private final MeterRegistry meters;
    private final CallRegistry calls;
    private final MediaTotals media;
    private final Map<Outcome, Counter> outcomes = new ConcurrentHashMap<>();
    private final Map<Outcome, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<String, Timer> setUps = new ConcurrentHashMap<>();
    private final VlcStarts starts;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public CallMeters(MeterRegistry meters, CallRegistry calls, MediaTotals media, VlcStarts starts) {
        this.meters = meters;
        this.calls = calls;
        this.media = media;
        this.starts = starts;
        count(NO_CHANNEL, REFUSED, 0);
        STATUSES_OF_NO_CHANNEL.forEach(status -> countRefusal(NO_CHANNEL, status, 0));
    }

    /** There is a channel of this name. */
    public void know(String channel) {
        known.add(channel);
        setUps.computeIfAbsent(channel, this::setUp);
        for (EndCause cause : EndCause.values()) {
            count(channel, word(cause), 0);
        }
        STATUSES.forEach(status -> countRefusal(channel, status, 0));
        media.know(channel);
    }

    /** Brings up to date what was sent in calls that last. */
    void refresh(List<Call> inProgress) {
        media.refresh(inProgress);
    }

    /** The answer to a call is written. */
    public void answered(Exchange exchange) {
        Call call = exchange.getProperty("call", Call.class);
        if (call != null) {
            setUps.computeIfAbsent(call.channel().name(), this::setUp)
                    .record(Duration.ofMillis(exchange.getClock().elapsed() + waited(exchange)));
        }
    }

    /** How long the INVITE had been here before a route got it. */
    private static long waited(Exchange exchange) {
        return exchange.getMessage().getHeader(SipConstants.AGE, 0L, Long.class);
    }

    /** A call is out of the registry and out of its hub. */
    public void ended(Exchange exchange) {
        Call call = exchange.getProperty("call", Call.class);
        if (call == null) {
            return;
        }
        SinkCounters last = exchange.getMessage().getHeader(VlcConstants.COUNTERS, SinkCounters.class);
        media.ended(
                call.channel().name(),
                calls.usage(call, last == null ? null : last.toMap()).latest());
        EndCause cause = call.endCause();
        if (cause != null && !isCountedAsRefused(call, cause)) {
            count(call.channel().name(), word(cause), 1);
        }
    }

    private static String word(EndCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /** Those that failed before they were answered got a status, as those that were refused. */
    private static boolean isCountedAsRefused(Call call, EndCause cause) {
        return cause == EndCause.REFUSED || (cause == EndCause.SERVER_FAILED && call.session() == null);
    }

    /** A call is refused, with a status; a refused change of a call that goes on does not count. */
    public void refused(Exchange exchange) {
        String method = exchange.getMessage().getHeader(SipConstants.METHOD, String.class);
        if (method == null
                || exchange.getMessage()
                        .getHeader(SipConstants.EVENT, "", String.class)
                        .equals("UPDATE")) {
            return;
        }
        String name = channelOf(exchange);
        int status = exchange.getMessage().getHeader(SipConstants.STATUS, 500, Integer.class);
        countRefusal(name, status, 1);
        count(name, REFUSED, 1);
    }

    /** That of the call; before it is looked for, as by a route of the operator's, the one that was called. */
    private String channelOf(Exchange exchange) {
        Channel channel = exchange.getProperty("channel", Channel.class);
        Call call = exchange.getProperty("call", Call.class);
        if (channel != null || call != null) {
            return channel != null ? channel.name() : call.channel().name();
        }
        String called = exchange.getMessage().getHeader(SipConstants.USER, "", String.class);
        return known.contains(called) ? called : NO_CHANNEL;
    }

    /** A VLC was to be started, with this result. */
    public void vlcStarted(Exchange exchange) {
        if (exchange.getMessage().getHeader("CamelExecExitValue", 1, Integer.class) == 0) {
            starts.succeeded();
        } else {
            starts.failed(exchange.getMessage().getHeader(VlcConstants.INSTANCE, "a channel", String.class));
        }
    }

    private void count(String channel, String outcome, int calls) {
        outcomes.computeIfAbsent(new Outcome(channel, outcome), this::outcome).increment(calls);
    }

    private void countRefusal(String channel, int status, int calls) {
        refusals.computeIfAbsent(new Outcome(channel, Integer.toString(status)), this::refusal)
                .increment(calls);
    }

    private Counter outcome(Outcome outcome) {
        return Counter.builder("sipcast.calls")
                .description("Calls that are over, by channel and what became of them")
                .tag("channel", outcome.channel())
                .tag("outcome", outcome.word())
                .register(meters);
    }

    private Counter refusal(Outcome refusal) {
        return Counter.builder("sipcast.refusals")
                .description("Calls that were refused, by channel and SIP status")
                .tag("channel", refusal.channel())
                .tag("status", refusal.word())
                .register(meters);
    }

    private Timer setUp(String channel) {
        return Timer.builder("sipcast.call.setup")
                .description("From the INVITE to the answer, of calls that were answered")
                .tag("channel", channel)
                .serviceLevelObjectives(SET_UP)
                .register(meters);
    }
}
