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
        if (place != null && now.isAfter(lastKey.plus(PATIENCE))) {
            place = null;
        }
        lastKey = now;
        return place == null ? begin(key) : goOn(place, key);
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

    private Optional<String> begin(char key) {
        String words = map.words().get(key);
        if (KeyMap.PLACE.equals(words)) {
            place = new StringBuilder();
            return Optional.empty();
        }
        return Optional.ofNullable(words);
    }

    /** A key that is no digit ends it; only # in earnest. */
    private Optional<String> goOn(StringBuilder digits, char key) {
        if (key >= '0' && key <= '9' && digits.length() < LONGEST_PLACE) {
            digits.append(key);
            return Optional.empty();
        }
        place = null;
        return key == END_OF_PLACE ? seek(digits.toString()) : Optional.empty();
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
