package org.sipcast;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.chat.MessageSender;
import org.sipcast.chat.Sender;
import org.sipcast.sip.SipConstants;

/** Counts what viewers write, as routes tell it, and what becomes of each MESSAGE that brings it to another. */
public final class ChatMeters {
    private static final String NO_CHANNEL = "none";
    private static final int FAILED = 500;

    private record Line(String channel, String outcome) {}

    private final MeterRegistry meters;
    private final Map<Line, Counter> lines = new ConcurrentHashMap<>();
    private final Map<Integer, Counter> refusals = new ConcurrentHashMap<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder missed = new LongAdder();

    public ChatMeters(MeterRegistry meters) {
        this.meters = meters;
        messages("taken", taken);
        messages("missed", missed);
    }

    private void messages(String outcome, LongAdder count) {
        FunctionCounter.builder("sipcast.chat.messages", count, LongAdder::doubleValue)
                .description("Lines on their way to one viewer each, by whether his device took them")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** A viewer's line is on the bus. */
    public void relayed(@ExchangeProperty("sender") Sender sender) {
        count(sender.room(), "relayed");
    }

    /** A viewer's line is refused, with a status. */
    public void refused(
            @ExchangeProperty("sender") @Nullable Sender sender,
            @Header(SipConstants.STATUS) @Nullable Integer status) {
        count(sender == null ? NO_CHANNEL : sender.room(), "refused");
        refusals.computeIfAbsent(status == null ? FAILED : status, this::refusal)
                .increment();
    }

    /** The same sender, whose messages are counted. */
    MessageSender counting(MessageSender sender) {
        return (call, body) -> sender.send(call, body)
                .whenComplete((status, failure) -> (isTaken(status, failure) ? taken : missed).increment());
    }

    private static boolean isTaken(@Nullable Integer status, @Nullable Throwable failure) {
        return failure == null && status != null && status >= 200 && status < 300;
    }

    private void count(String channel, String outcome) {
        lines.computeIfAbsent(new Line(channel, outcome), this::line).increment();
    }

    private Counter line(Line line) {
        return Counter.builder("sipcast.chat.lines")
                .description("Lines that viewers wrote, by channel and what became of them")
                .tag("channel", line.channel())
                .tag("outcome", line.outcome())
                .register(meters);
    }

    private Counter refusal(int status) {
        return Counter.builder("sipcast.chat.refusals")
                .description("Lines that were refused, by SIP status")
                .tag("status", Integer.toString(status))
                .register(meters);
    }
}
