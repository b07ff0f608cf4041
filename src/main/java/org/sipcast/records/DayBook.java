package org.sipcast.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a day, put together from their events. A call counts on the day on which its end is recorded, as it was corrected on any day; while it
 * runs, on this one.
 */
final class DayBook {
    /** Beyond it a page for people is of no use, and the feeds are. */
    static final int MAX_CALLS = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Day day;
    private final Map<String, CallLine> calls = new HashMap<>();
    /** Those whose end was recorded shortly before this day. */
    private final Set<String> endedBefore = new HashSet<>();
    /** Those that count on this day, by their place. */
    private final NavigableMap<Long, CallLine> counted = new TreeMap<>();

    DayBook(Day day) {
        this.day = day;
    }

    static final class TooManyCallsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void add(long seq, String event, Instant recorded, String call, String json) {
        @Nullable CallLine earlier = calls.get(call);
        boolean ended = earlier == null ? endedBefore.contains(call) : !earlier.runs();
        boolean counts =
                switch (event) {
                    case "corrected" -> earlier != null && ended;
                    case "stopped" -> day.has(recorded);
                    // what still comes behind a call's end says nothing new
                    default -> day.has(recorded) && !ended;
                };
        if (!counts) {
            if (event.equals("stopped") && recorded.isBefore(day.from())) {
                endedBefore.add(call);
            }
            return;
        }
        CallLine line;
        try {
            line = CallLine.of(seq, event, recorded, JSON.readTree(json).path("data"), earlier);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + seq + " of the journal is no JSON", e);
        }
        calls.put(call, line);
        if (calls.size() > MAX_CALLS) {
            throw new TooManyCallsException();
        }
        counted.put(line.first(), line);
    }

    DaySummary summary(String node, long sequence, Instant now) {
        boolean today = day.has(now);
        Map<String, DaySummary.OfChannel> channels = new TreeMap<>();
        int running = 0;
        long billed = 0;
        int ended = 0;
        for (CallLine line : counted.values()) {
            if (line.runs() && !today) {
                continue;
            }
            running += line.runs() ? 1 : 0;
            ended += line.runs() ? 0 : 1;
            billed += line.billedMilliseconds();
            channels.merge(
                    line.channel(),
                    new DaySummary.OfChannel(line.channel(), 1, line.runs() ? 1 : 0, line.billedMilliseconds()),
                    DaySummary.OfChannel::plus);
        }
        ViewerCurve curve = ViewerCurve.of(day, calls.values(), now);
        return new DaySummary(
                node,
                sequence,
                day.date().toString(),
                day.zone().getId(),
                day.from().toString(),
                day.until().toString(),
                now.toString(),
                ended,
                running,
                billed,
                List.copyOf(channels.values()),
                new DaySummary.Viewers(
                        (int) ViewerCurve.STEP.toSeconds(),
                        curve.most(),
                        curve.peak(),
                        curve.peakAt() == null ? null : curve.peakAt().toString()));
    }

    /** The newest calls that come before this place, the newest first. */
    List<CallLine> before(long place, int limit, Instant now) {
        List<CallLine> lines = new ArrayList<>();
        for (CallLine line : counted.headMap(place, false).descendingMap().values()) {
            if (shows(line, now)) {
                lines.add(line);
                if (lines.size() == limit) {
                    break;
                }
            }
        }
        return lines;
    }

    /** All of them, the oldest first. */
    Collection<CallLine> all(Instant now) {
        return counted.values().stream().filter(line -> shows(line, now)).toList();
    }

    private boolean shows(CallLine line, Instant now) {
        return !line.runs() || day.has(now);
    }
}
