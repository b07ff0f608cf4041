package org.sipcast.e2e.kill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a viewer's call went, by the messages that it sent and received.
 *
 * @param acknowledged when it sent the ACK to a 200
 * @param hungUp when it sent its BYE first
 * @param status of the answer to that BYE; 0 if there was none
 * @param wasHungUpOn whether the server sent a BYE
 */
record Signalling(@Nullable Instant acknowledged, @Nullable Instant hungUp, int status, boolean wasHungUpOn) {
    private static final int DIRECTION = 3;
    private static final int CALL_ID = 4;
    private static final int SEQUENCE = 5;
    private static final int START_LINE = 6;

    /** Reads what sipp writes with {@code -trace_shortmsg}: a line for each message, in columns; by Call-ID. */
    static Map<String, Signalling> read(List<String> lines) {
        Map<String, List<String[]>> messages = new LinkedHashMap<>();
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            if (columns.length > START_LINE) {
                messages.computeIfAbsent(columns[CALL_ID], id -> new ArrayList<>())
                        .add(columns);
            }
        }
        Map<String, Signalling> calls = new LinkedHashMap<>();
        messages.forEach((id, all) -> calls.put(id, of(all)));
        return calls;
    }

    private static Signalling of(List<String[]> messages) {
        Instant acknowledged = null;
        Instant hungUp = null;
        int status = 0;
        boolean wasAccepted = false;
        boolean wasHungUpOn = false;
        for (String[] message : messages) {
            boolean isSent = message[DIRECTION].equals("S");
            String start = message[START_LINE];
            if (isSent && start.startsWith("ACK ") && wasAccepted && acknowledged == null) {
                acknowledged = time(message);
            } else if (isSent && start.startsWith("BYE ") && hungUp == null) {
                hungUp = time(message);
            } else if (!isSent && start.startsWith("BYE ")) {
                wasHungUpOn = true;
            } else if (!isSent && start.startsWith("SIP/2.0 ")) {
                int received = Integer.parseInt(start.split(" ", 3)[1]);
                wasAccepted |= message[SEQUENCE].endsWith(" INVITE") && received == 200;
                if (message[SEQUENCE].endsWith(" BYE") && status == 0) {
                    status = received;
                }
            }
        }
        return new Signalling(acknowledged, hungUp, status, wasHungUpOn);
    }

    /** Column 2 is seconds since 1970 with six decimals. */
    private static Instant time(String[] message) {
        String[] parts = message[2].split("\\.", 2);
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1000);
    }
}
