package org.sipcast.steering;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of steering: {@code pause}, {@code resume}, {@code toggle}, {@code seek +30}, {@code seek -10}, {@code seek 12:34},
 * {@code seek 1:02:03}, {@code restart}, {@code stop}. Viewers type them, so case and blanks don't matter, and all else does.
 */
public final class CommandParser {
    private static final int LONGEST = 40;
    private static final Pattern STEP = Pattern.compile("([+-])([0-9]{1,6})");
    private static final Pattern PLACE = Pattern.compile("(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2})");

    private CommandParser() {}

    /**
     * Reads one command.
     *
     * @throws SteeringRefusedException with status 400 that says in words what is wrong
     */
    public static Command parse(@Nullable String text) {
        String words =
                text == null ? "" : text.strip().replaceAll("[ \t]+", " ").toLowerCase(Locale.ROOT);
        if (words.startsWith("seek ")) {
            return seek(words.substring("seek ".length()));
        }
        return switch (words) {
            case "pause" -> new Command.Pause();
            case "resume" -> new Command.Resume();
            case "toggle" -> new Command.Toggle();
            case "restart" -> new Command.Restart();
            case "stop" -> new Command.Stop();
            case "seek" -> throw malformed("seek needs a place such as 12:34, or a step such as +30");
            case "" -> throw malformed("say pause, resume, toggle, seek, restart or stop");
            default ->
                throw malformed("'" + FilmTime.printable(words, LONGEST)
                        + "' is not known: say pause, resume, toggle, seek, restart or stop");
        };
    }

    private static Command seek(String where) {
        Matcher step = STEP.matcher(where);
        if (step.matches()) {
            Duration seconds = Duration.ofSeconds(Long.parseLong(step.group(2)));
            return new Command.SeekBy(step.group(1).equals("-") ? seconds.negated() : seconds);
        }
        Matcher place = PLACE.matcher(where);
        if (place.matches()) {
            return new Command.SeekTo(position(place, where));
        }
        throw malformed("'" + FilmTime.printable(where, LONGEST)
                + "' is no place in a film: say seek 12:34, seek 1:02:03, seek +30 or seek -10");
    }

    /** Of sixty minutes or seconds one is more than there are, unless they are what comes first. */
    private static Duration position(Matcher place, String where) {
        String hours = place.group(1);
        int minutes = Integer.parseInt(place.group(2));
        int seconds = Integer.parseInt(place.group(3));
        if (seconds > 59 || (hours != null && (minutes > 59 || place.group(2).length() != 2))) {
            throw malformed("'" + where + "' is no time: minutes and seconds go from 00 to 59");
        }
        return Duration.ofHours(hours == null ? 0 : Integer.parseInt(hours))
                .plusMinutes(minutes)
                .plusSeconds(seconds);
    }

    private static SteeringRefusedException malformed(String words) {
        return new SteeringRefusedException(SteeringRefusedException.MALFORMED, words);
    }
}
