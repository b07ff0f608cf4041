package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.SteadyClock;
import org.sipcast.call.Usage;
import org.sipcast.sdp.NegotiatedStream;

/** Writes what an event says of a call as JSON; docs/records.md has the fields. */
final class EventData {
    private static final JsonFactory JSON = new JsonFactory();
    /** In characters: callers choose these texts, and each event repeats them. */
    private static final int LONGEST = 1024;

    static final List<String> SENT = List.of("packets", "octets", "milliseconds", "drops");

    private final StringWriter text = new StringWriter(1024);
    private final JsonGenerator json;
    private final Usage usage;
    private final SteadyClock clock;

    private EventData(Usage usage, SteadyClock clock) throws IOException {
        this.usage = usage;
        this.clock = clock;
        this.json = JSON.createGenerator(text);
    }

    /** What belongs to an event besides the call. */
    record Account(Instant answeredAt, @Nullable Bill bill, @Nullable End end, String node, String software) {}

    /** Why and when a call ended, by the registry's clock. */
    record End(Instant at, String by, String cause) {}

    static String of(Call call, Usage usage, Account account, SteadyClock clock) {
        try {
            return new EventData(usage, clock).write(call, account);
        } catch (IOException e) {
            throw new UncheckedIOException("texts are written to memory", e);
        }
    }

    private String write(Call call, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("call", call.id());
        json.writeStringField("sipCallId", capped(call.sipCallId()));
        json.writeStringField("channel", call.channel().name());
        json.writeStringField("called", capped(call.called()));
        json.writeStringField("caller", capped(call.caller()));
        if (call.identity() != null) {
            json.writeStringField("identity", capped(call.identity()));
        }
        json.writeObjectFieldStart("codecs");
        codec("video", call.media().video());
        codec("audio", call.media().audio());
        json.writeEndObject();
        time("answeredAt", account.answeredAt());
        time("firstPacketAt", usage.firstPacketAt());
        time("lastProofOfLifeAt", usage.provenAt());
        time("endedAt", account.end() == null ? null : account.end().at());
        if (account.bill() != null) {
            bill(account.bill(), account.answeredAt());
        }
        if (account.end() != null) {
            json.writeStringField("endedBy", account.end().by());
            json.writeStringField("cause", account.end().cause());
            json.writeBooleanField("incomplete", false);
        }
        json.writeStringField("node", account.node());
        json.writeStringField("software", account.software());
        json.writeEndObject();
        json.close();
        return text.toString();
    }

    /** Its beginning, which is never half of a surrogate pair. */
    private static String capped(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private void bill(Bill bill, Instant answeredAt) throws IOException {
        json.writeNumberField("billableMilliseconds", bill.milliseconds());
        if (usage.firstPacketAt() != null) {
            long waited = Duration.between(answeredAt, usage.firstPacketAt()).toMillis();
            json.writeNumberField("timeToFirstPacketMilliseconds", Math.max(0, waited));
        }
        json.writeObjectFieldStart("pauses");
        json.writeNumberField("count", usage.pauses().count());
        json.writeNumberField("milliseconds", usage.pauses().until(bill.until()).toMillis());
        json.writeEndObject();
        json.writeObjectFieldStart("sent");
        for (Map.Entry<String, Map<String, Long>> medium : bill.sent().entrySet()) {
            json.writeObjectFieldStart(medium.getKey());
            for (String name : SENT) {
                json.writeNumberField(name, medium.getValue().getOrDefault(name, 0L));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("received");
        for (Map.Entry<String, Map<String, Long>> medium :
                usage.latest().media().entrySet()) {
            received(medium.getKey(), medium.getValue());
        }
        json.writeEndObject();
    }

    /** What receivers say of their reception; nothing where they said nothing. */
    private void received(String medium, Map<String, Long> counters) throws IOException {
        Long lost = counters.get("lost");
        Long jitter = counters.get("jitterMilliseconds");
        long packets = counters.getOrDefault("packets", 0L);
        if (lost == null || jitter == null || packets == 0) {
            return;
        }
        json.writeObjectFieldStart(medium);
        json.writeNumberField("lossPercent", Math.round(Math.max(0, lost) * 10_000.0 / packets) / 100.0);
        json.writeNumberField("jitterMilliseconds", jitter);
        json.writeEndObject();
    }

    private void codec(String medium, Optional<NegotiatedStream> stream) throws IOException {
        if (stream.isPresent()) {
            json.writeStringField(medium, stream.get().codec().encodingName());
        }
    }

    private void time(String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, timestamp(clock.utc(time)));
        }
    }

    /** UTC with milliseconds. */
    static String timestamp(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }
}
