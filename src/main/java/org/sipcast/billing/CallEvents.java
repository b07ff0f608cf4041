package org.sipcast.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.CallState;
import org.sipcast.call.EndCause;
import org.sipcast.call.SteadyClock;
import org.sipcast.call.Usage;

/** Says what happens to calls; keeping that is another's part. */
public final class CallEvents {
    private final CallRegistry calls;
    private final SteadyClock clock;
    private final String node;
    private final String software;
    private final Duration trust;

    /**
     * @param clock the registry's
     * @param node whose calls these are
     * @param software such as {@code sipcast/1.0.0}
     * @param trust how long a viewer who was known to be there is believed to be there still
     */
    public CallEvents(CallRegistry calls, SteadyClock clock, String node, String software, Duration trust) {
        this.calls = calls;
        this.clock = clock;
        this.node = node;
        this.software = software;
        this.trust = trust;
    }

    /** The start of a call whose ACK has come. */
    public Event started(Call call) {
        if (!(call.state() instanceof CallState.Starting starting)) {
            throw new IllegalStateException("call " + call.id() + " is not starting, it is " + call.state());
        }
        Instant at = starting.startedAt();
        return event(EventType.STARTED, "started", call, at, call.usage(), account(at, null, null));
    }

    /** How far each call has come that plays now. */
    public List<Event> interims() {
        Instant now = clock.instant();
        return calls.interims().stream().map(call -> interim(call, now)).toList();
    }

    private Event interim(Call call, Instant now) {
        Instant answeredAt = ((CallState.Playing) call.state()).startedAt();
        return event(
                EventType.INTERIM,
                "interim/" + call.usage().interims(),
                call,
                now,
                call.usage(),
                account(answeredAt, Bill.proven(call.usage(), answeredAt), null));
    }

    /**
     * The end of a call that had played and is over.
     *
     * @param last the hub's final counters by medium, empty or null if the hub is gone: then the last report's count
     */
    public Event stopped(Call call, @Nullable Map<String, Map<String, Long>> last) {
        if (!(call.state() instanceof CallState.Ended ended) || ended.startedAt() == null) {
            throw new IllegalStateException("call " + call.id() + " has not played and ended, it is " + call.state());
        }
        Instant answeredAt = Objects.requireNonNull(ended.startedAt());
        Usage usage = calls.usage(call, last);
        var end = new EventData.End(
                ended.endedAt(), endedBy(ended.cause()), ended.cause().name());
        Bill bill = Bill.of(usage, answeredAt, end, trust);
        return event(EventType.STOPPED, "stopped", call, ended.endedAt(), usage, account(answeredAt, bill, end));
    }

    private static String endedBy(EndCause cause) {
        return switch (cause) {
            case VIEWER_HUNG_UP, VIEWER_STOPPED, CANCELLED, VIEWER_LOST, NOT_ACKNOWLEDGED -> "viewer";
            case SOURCE_ENDED, SOURCE_LOST, SOURCE_SILENT -> "channel";
            case PAUSED_TOO_LONG, REFUSED, SERVER_FAILED, SERVER_STOPPED, ENDED_BY_OPERATOR -> "platform";
        };
    }

    private EventData.Account account(Instant answeredAt, @Nullable Bill bill, EventData.@Nullable End end) {
        return new EventData.Account(answeredAt, bill, end, node, software);
    }

    private Event event(EventType type, String word, Call call, Instant at, Usage usage, EventData.Account account) {
        return new Event(
                call.id() + "/" + word,
                type,
                call.id(),
                call.channel().name(),
                clock.utc(at),
                EventData.of(call, usage, account, clock));
    }
}
