package org.sipcast.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipcast.billing.journal.Event;
import org.sipcast.billing.journal.EventType;
import org.sipcast.billing.journal.Journal;
import org.sipcast.billing.journal.OpenCall;
import org.sipcast.call.Sent;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;

/**
 * Closes the calls that were playing when the application was gone from one moment to the next. Their ends have the id that
 * they would have had, so however often this is begun, each call is closed once.
 */
public final class Recovery {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** From the ACK to the first packet; a call that waits longer is ended. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

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

    /** Those whose sinks were in the same hub, so that it is asked once. */
    public record UnfinishedHub(String channel, String hub, List<Unfinished> calls) {}

    public List<UnfinishedHub> unfinishedHubs() throws SQLException {
        Map<String, List<Unfinished>> hubs = new LinkedHashMap<>();
        unfinished().forEach(call -> hubs.computeIfAbsent(call.hub(), hub -> new ArrayList<>())
                .add(call));
        return hubs.entrySet().stream()
                .map(hub -> new UnfinishedHub(hub.getValue().get(0).channel(), hub.getKey(), hub.getValue()))
                .toList();
    }

    /**
     * The end of such a call, at the last proof of life.
     *
     * @param sent what the hub says that it has sent, by medium and name; null or empty if it is gone
     * @param firstPacketAge since its first packet, by the hub's word; null if none was sent
     * @param rtcpAge since the viewer's last RTCP, by the hub's word; null if none has come
     */
    public Event closed(
            Unfinished call,
            @Nullable Map<String, Map<String, Long>> sent,
            @Nullable Duration firstPacketAge,
            @Nullable Duration rtcpAge)
            throws JsonProcessingException {
        ObjectNode data = (ObjectNode) JSON.readTree(call.data()).path("data");
        if (!data.has("billableMilliseconds")) {
            data.put("billableMilliseconds", 0);
            data.putObject("pauses").put("count", 0).put("milliseconds", 0);
            data.putObject("sent");
            data.putObject("received");
        }
        Instant proof = Instant.parse(data.path("lastProofOfLifeAt").asText());
        if (sent != null && !sent.isEmpty() && firstPacketAge != null) {
            Instant first = firstPacketAt(data, firstPacketAge);
            Instant later = rtcpAge == null ? proof : first.plus(firstPacketAge).minus(rtcpAge);
            if (later.isAfter(proof)) {
                takeLast(data, sent, Duration.between(first, later), Duration.between(proof, later));
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
     * When the first packet was sent, by the time of the call's records: all that happened since is reckoned from there by the hub's
     * ages, because the clock on the wall may have been set meanwhile. Where no record says it, that clock does, unless it comes to
     * what can't be; then it is taken for sent at once, and so all that followed for earlier than it was, never for later.
     */
    private Instant firstPacketAt(ObjectNode data, Duration age) {
        if (data.has("firstPacketAt")) {
            return Instant.parse(data.path("firstPacketAt").asText());
        }
        Instant answered = Instant.parse(data.path("answeredAt").asText());
        Instant first = clock.instant().minus(age);
        if (first.isBefore(answered) || first.isAfter(answered.plus(LONGEST_WAIT))) {
            return answered;
        }
        data.put("firstPacketAt", EventData.timestamp(first));
        data.put(
                "timeToFirstPacketMilliseconds",
                Duration.between(answered, first).toMillis());
        return first;
    }

    /**
     * The hub has gone on after the last record, and after the last proof of life. What it sent until that proof can't be more than the
     * time that passed, without pauses. It may be less: the lease of a hub whose application is gone is over soon.
     *
     * @param played from the first packet to the proof
     * @param passed from the proof that is on record to this one
     */
    private static void takeLast(
            ObjectNode data, Map<String, Map<String, Long>> sent, Duration played, Duration passed) {
        long before = data.path("billableMilliseconds").asLong();
        long most = played.toMillis() - data.path("pauses").path("milliseconds").asLong();
        long counted = Math.min(Sent.longest(sent), Math.min(most, before + passed.toMillis()));
        data.put("billableMilliseconds", Math.max(before, counted));
        ObjectNode media = data.withObject("/sent");
        sent.forEach((medium, counters) -> {
            // where other codecs were agreed on, the present sink has sent the latter part only
            if (counters.getOrDefault("packets", 0L)
                    > media.path(medium).path("packets").asLong()) {
                ObjectNode each = media.putObject(medium);
                EventData.SENT.forEach(name -> each.put(name, counters.getOrDefault(name, 0L)));
            }
        });
    }
}
