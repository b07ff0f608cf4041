package org.sipcast.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes words of the keys that one viewer presses. There are phones that send each key in both ways; what comes in the other way within
 * a second is the same press. Nobody presses more than twenty keys a second; those beyond are passed over.
 */
public final class KeyPad {
    private static final Duration SAME_PRESS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEYS_PER_SECOND = 20;
    private static final char END_OF_PLACE = '#';
    private static final int LONGEST_PLACE = 6;

    private record Press(char key, KeyPress.Way way, Instant at) {}

    private final KeyMap map;
    private final List<Press> recent = new ArrayList<>();
    private @Nullable StringBuilder place;
    /** A place was mistyped: what else belongs to it does nothing. */
    private boolean givenUp;
    /** A place was begun, and no # has come since. */
    private boolean awaitsEnd;

    private Instant lastKey = Instant.MIN;

    public KeyPad(KeyMap map) {
        this.map = map;
    }

    /** The words that a key completes, if it does. */
    public synchronized Optional<String> press(char key, KeyPress.Way way, Instant now) {
        if (cameInTheOtherWay(key, way, now)) {
            return Optional.empty();
        }
        if (recent.size() >= KEYS_PER_SECOND) {
            return Optional.empty();
        }
        recent.add(new Press(key, way, now));
        if (now.isAfter(lastKey.plus(PATIENCE))) {
            place = null;
            givenUp = false;
        }
        lastKey = now;
        return key == END_OF_PLACE && awaitsEnd ? end() : key(key);
    }

    private boolean cameInTheOtherWay(char key, KeyPress.Way way, Instant now) {
        recent.removeIf(press -> press.at().plus(SAME_PRESS).isBefore(now));
        for (Press press : recent) {
            if (press.key() == key && press.way() != way) {
                recent.remove(press);
                return true;
            }
        }
        return false;
    }

    /** Whoever began a place means its end by #, even if he has mistyped it or waited for too long. */
    private Optional<String> end() {
        Optional<String> words = place == null ? Optional.empty() : seek(place.toString());
        place = null;
        givenUp = false;
        awaitsEnd = false;
        return words;
    }

    private Optional<String> key(char key) {
        if (place != null && key >= '0' && key <= '9' && place.length() < LONGEST_PLACE) {
            place.append(key);
            return Optional.empty();
        }
        String words = map.words().get(key);
        if (KeyMap.PLACE.equals(words)) {
            place = new StringBuilder();
            givenUp = false;
            awaitsEnd = true;
            return Optional.empty();
        }
        givenUp |= place != null;
        place = null;
        return givenUp ? Optional.empty() : Optional.ofNullable(words);
    }

    /** As they would stand on a clock: 45 is 0:45, 1230 is 12:30, 10230 is 1:02:30. */
    private static Optional<String> seek(String digits) {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        String padded = "0".repeat(LONGEST_PLACE - digits.length()) + digits;
        return Optional.of("seek " + padded.substring(0, 2) + ":" + padded.substring(2, 4) + ":" + padded.substring(4));
    }
}
