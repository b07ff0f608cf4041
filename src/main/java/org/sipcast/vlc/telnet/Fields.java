package org.sipcast.vlc.telnet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code name=value} words of a reply. A word that is missing or out of form is a fault; one that nobody asks for
 * is not, because the VLC may be newer than we are.
 */
final class Fields {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIGNED = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    static Fields of(String words) throws MalformedReplyException {
        Map<String, String> values = new HashMap<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new MalformedReplyException("a word is no name=value");
            }
            if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new MalformedReplyException("a name comes twice");
            }
        }
        return new Fields(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) throws MalformedReplyException {
        String value = values.get(name);
        if (value == null) {
            throw new MalformedReplyException(name + " is missing");
        }
        return value;
    }

    long number(String name) throws MalformedReplyException {
        String value = text(name);
        if (!NUMBER.matcher(value).matches()) {
            throw new MalformedReplyException(name + " is no number");
        }
        return Long.parseLong(value);
    }

    /** A number that may be negative, or {@code -} for none. */
    @Nullable
    Long optionalNumber(String name) throws MalformedReplyException {
        String value = text(name);
        if (value.equals("-")) {
            return null;
        }
        if (!SIGNED.matcher(value).matches()) {
            throw new MalformedReplyException(name + " is no number");
        }
        return Long.valueOf(value);
    }

    boolean yes(String name) throws MalformedReplyException {
        return switch (text(name)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new MalformedReplyException(name + " is neither yes nor no");
        };
    }

    Duration milliseconds(String name) throws MalformedReplyException {
        return Duration.ofMillis(number(name));
    }

    @Nullable
    Duration optionalMilliseconds(String name) throws MalformedReplyException {
        return text(name).equals("-") ? null : milliseconds(name);
    }
}
