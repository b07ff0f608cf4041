package org.sipcast.vlc.telnet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many keys a viewer has pressed in his sound, as a hub counts them (RFC 4733).
 *
 * @param stream tells one counting from another: a new sink begins anew
 * @param count of all keys so far
 * @param last those that were pressed last, in their order: {@code 0} to {@code 9}, {@code *}, {@code #}, {@code A} to {@code D}
 */
public record PressedKeys(String stream, long count, String last) {
    private static final Pattern WORDS = Pattern.compile("([0-9a-f]{8}):([0-9]{1,18}):([0-9*#A-D]{0,16})");

    static PressedKeys of(String words) throws MalformedReplyException {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw new MalformedReplyException("keys are out of form");
        }
        return new PressedKeys(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3));
    }

    /** The keys that were pressed since then, without those that are remembered no more. */
    public String since(@Nullable PressedKeys before) {
        long known = before != null && before.stream.equals(stream) ? before.count : 0;
        long news = Math.max(0, count - known);
        return last.substring((int) Math.max(0, last.length() - news));
    }

    /** Whether these are told later than those. */
    public boolean isLaterThan(@Nullable PressedKeys before) {
        return before == null || !before.stream.equals(stream) || before.count < count;
    }
}
