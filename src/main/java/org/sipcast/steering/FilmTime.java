package org.sipcast.steering;

import java.time.Duration;

/** Times in films for people. */
public final class FilmTime {
    private FilmTime() {}

    /** Such as {@code 0:07}, {@code 12:34} or {@code 1:02:03}; parts of a second are left out. */
    public static String of(Duration time) {
        return time.toHours() == 0
                ? "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** The beginning of what somebody typed, as ASCII that can stand in a header field. */
    static String printable(String typed, int longest) {
        String cut = typed.length() > longest ? typed.substring(0, longest) + "..." : typed;
        return cut.replaceAll("[^ !#-~]", "?");
    }
}
