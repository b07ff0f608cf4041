package org.sipcast.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the records of calls, in words, by what their viewers saw.
 *
 * @param lost media without a record, or a call without its start or its end
 * @param doubled calls with more than one start or end
 * @param wrong times that are not what the viewer saw
 */
record Judgement(List<String> lost, List<String> doubled, List<String> wrong) {
    /** By how much the time of a call that ended as it should may differ from what its viewer saw. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** How late a packet may be that the viewer sent, and how far apart two clocks may be read. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(250);

    /** How long a loaded machine may leave an ACK in the application's socket. Nothing is billed for that time. */
    private static final Duration HANDLED = Duration.ofSeconds(2);

    /** How old may be what the application knows of a VLC that is killed: a report's interval. */
    private static final Duration LAST_REPORT = Duration.ofSeconds(2);

    Judgement() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isGood() {
        return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }

    /**
     * Judges one call.
     *
     * @param records all that there are of it
     * @param vlcKills when VLCs were killed
     */
    void judge(WatchedCall call, List<JournalRow> records, List<Instant> vlcKills) {
        List<JournalRow> starts =
                records.stream().filter(row -> row.event().equals("started")).toList();
        List<JournalRow> stops =
                records.stream().filter(row -> row.event().equals("stopped")).toList();
        if (starts.size() > 1 || stops.size() > 1) {
            doubled.add(call.callId() + ": " + starts.size() + " starts, " + stops.size() + " ends");
        } else if (starts.size() != stops.size()) {
            lost.add(call.callId() + ": " + starts.size() + " starts, " + stops.size() + " ends");
        } else if (starts.isEmpty()) {
            judgeUnrecorded(call);
        } else {
            judgeTimes(call, stops.get(0).data(), vlcKills);
        }
    }

    /** A call that is killed between its ACK and its start has no record, and then its viewer sees nothing. */
    private void judgeUnrecorded(WatchedCall call) {
        if (call.sawMedia()) {
            lost.add(call.callId() + ": no record, and " + call.media().packets() + " packets came");
        } else if (call.wasAcknowledged() && call.signalling().status() == 200) {
            lost.add(call.callId() + ": no record, and its BYE was answered");
        }
    }

    private void judgeTimes(WatchedCall call, JsonNode stop, List<Instant> vlcKills) {
        Duration billed = Duration.ofMillis(stop.path("billableMilliseconds").asLong(-1));
        Duration seen = call.media().seen();
        if (billed.isNegative()) {
            wrong.add(call.callId() + ": no time in " + stop);
        } else if (stop.path("incomplete").asBoolean()) {
            judgeIncomplete(call, stop, billed);
        } else if (billed.compareTo(seen.plus(TOLERANCE)) > 0) {
            wrong.add(call.callId() + ": billed " + billed + ", seen " + seen + ", " + stop);
        } else if (billed.compareTo(seen.minus(isCutBy(vlcKills, call) ? sinceLastReport(call) : TOLERANCE)) < 0) {
            wrong.add(call.callId() + ": billed only " + billed + ", seen " + seen + ", " + stop);
        }
    }

    private void judgeIncomplete(WatchedCall call, JsonNode stop, Duration billed) {
        Instant alive = call.lastProofOfLife().plus(ON_THE_WAY);
        if (billed.compareTo(call.media().until(alive)) > 0) {
            wrong.add(call.callId() + ": billed " + billed + " beyond the last proof of life at " + alive + ", "
                    + call.media() + ", " + stop);
        }
        String said = stop.path("lastProofOfLifeAt").asText();
        Instant known = call.media().reported() == null ? alive.plus(HANDLED) : alive;
        if (!said.isEmpty() && Instant.parse(said).isAfter(known)) {
            wrong.add(call.callId() + ": says that the viewer was alive at " + said + ", which was so until " + alive);
        }
    }

    /** What the application can't know of a VLC that is killed, until another has taken its place. */
    private static Duration sinceLastReport(WatchedCall call) {
        return TOLERANCE.plus(LAST_REPORT).plus(call.media().hole());
    }

    private static boolean isCutBy(List<Instant> vlcKills, WatchedCall call) {
        Instant from = call.signalling().acknowledged();
        Instant to = call.signalling().hungUp();
        return vlcKills.stream()
                .anyMatch(kill -> from != null && !kill.isBefore(from) && (to == null || !kill.isAfter(to)));
    }
}
