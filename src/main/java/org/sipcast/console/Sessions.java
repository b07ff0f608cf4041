package org.sipcast.console;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has shown the password, for as long as he goes on asking. Not for several threads at once. */
final class Sessions {
    static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MAX = 100;
    private static final int OCTETS = 24;

    private record Session(Instant begun, Instant seen) {
        boolean isOver(Instant now) {
            return now.isAfter(seen.plus(IDLE)) || now.isAfter(begun.plus(LONGEST));
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Begins one, and says by what it is known. The oldest goes where there are too many. */
    String begin() {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.isOver(now));
        if (sessions.size() >= MAX) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        sessions.put(id, new Session(now, now));
        return id;
    }

    /** Whether it lasts; if so, it does from now on. */
    boolean goesOn(@Nullable String id) {
        Session session = id == null ? null : sessions.get(id);
        if (session == null) {
            return false;
        }
        Instant now = clock.instant();
        if (session.isOver(now)) {
            sessions.remove(id);
            return false;
        }
        sessions.put(id, new Session(session.begun(), now));
        return true;
    }

    void end(@Nullable String id) {
        if (id != null) {
            sessions.remove(id);
        }
    }
}
