package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.OpenCall;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;

/**
 * Closes the calls that were playing when the application was gone from one moment to the next. Their ends have the id that
 * they would have had, so however often this is begun, each call is closed once.
 */
public final class Recovery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Journal journal;
    private final Channels channels;
    private final Clock clock;

    /** @param clock that on the wall */
    public Recovery(Journal journal, Channels channels, Clock clock) {
        this.journal = journal;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * A call to be closed, and where its sink was.
     *
     * @param hub the channel's on a live channel, else the call's own
     */
    public record Unfinished(String call, String channel, String hub, String data) {}

    public List<Unfinished> unfinished() throws SQLException {
        return journal.openCalls().stream().map(this::unfinished).toList();
    }

    private Unfinished unfinished(OpenCall open) {
        boolean live = channels.find(open.channel()).map(Channel::isLive).orElse(false);
        return new Unfinished(
                open.call(),
                open.channel(),
                live ? open.channel() : open.call(),
                open.last().json());
    }

    /**
     * The end of such a call, at the last proof of life.
     *
     * @param sent what the hub says that it has sent, by medium and name; null or empty if it is gone
     * @param rtcpAge since the viewer's last RTCP, by the hub's word; null if none has come
     */
    public Event closed(Unfinished call, @Nullable Map<String, Map<String, Long>> sent, @Nullable Duration rtcpAge)
            throws JsonProcessingException {
        ObjectNode data = (ObjectNode) JSON.readTree(call.data()).path("data");
        if (!data.has("billableMilliseconds")) {
            data.put("billableMilliseconds", 0);
            data.putObject("pauses").put("count", 0).put("milliseconds", 0);
            data.putObject("sent");
            data.putObject("received");
        }
        Instant proof = Instant.parse(data.path("lastProofOfLifeAt").asText());
        if (rtcpAge != null && sent != null && !sent.isEmpty()) {
            Instant later = clock.instant().minus(rtcpAge);
            if (later.isAfter(proof)) {
                takeLast(data, sent, Duration.between(proof, later), rtcpAge);
                proof = later;
            }
        }
        String end = EventData.timestamp(proof);
        data.put("lastProofOfLifeAt", end);
        data.put("endedAt", end);
        data.put("endedBy", "platform");
        data.put("cause", "SERVER_KILLED");
        data.put("incomplete", true);
        return new Event(
                call.call() + "/stopped",
                EventType.STOPPED,
                call.call(),
                call.channel(),
                proof,
                JSON.writeValueAsString(data));
    }

    /**
     * The hub has gone on after the last record, and after the last proof of life. What it sent in between can't be more than the time
     * that passed; and as that begins with the ACK, and media somewhat later, what it may have sent since is taken off as well.
     */
    private static void takeLast(
            ObjectNode data, Map<String, Map<String, Long>> sent, Duration passed, Duration since) {
        long before = data.path("billableMilliseconds").asLong();
        long counted = sent.values().stream()
                .mapToLong(medium -> medium.getOrDefault("milliseconds", 0L))
                .max()
                .orElse(0);
        data.put(
                "billableMilliseconds",
                Math.max(before, Math.min(counted - since.toMillis(), before + passed.toMillis())));
        ObjectNode media = data.withObject("/sent");
        sent.forEach((medium, counters) -> {
            // where other codecs were agreed on, the present sink has sent the latter part only
            if (counters.getOrDefault("packets", 0L)
                    > media.path(medium).path("packets").asLong()) {
                media.putObject(medium)
                        .put("packets", counters.getOrDefault("packets", 0L))
                        .put("octets", counters.getOrDefault("octets", 0L))
                        .put("milliseconds", counters.getOrDefault("milliseconds", 0L));
            }
        });
    }
}
