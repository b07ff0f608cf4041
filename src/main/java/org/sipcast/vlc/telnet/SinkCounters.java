package org.sipcast.vlc.telnet;

import org.jspecify.annotations.Nullable;

/** What a sink has sent; null for a medium that it does not have. */
public record SinkCounters(@Nullable MediumCounters video, @Nullable MediumCounters audio) {
    /** Those of a sink that is not there. */
    public static final SinkCounters NONE = new SinkCounters(null, null);

    /** Reads {@code video packets=N … audio packets=N …}, each medium at most once, or {@code absent}. */
    static SinkCounters of(String words) throws MalformedReplyException {
        SinkCounters counters = NONE;
        if (words.isEmpty() || words.equals("absent")) {
            return counters;
        }
        for (String medium : words.split(" (?=video |audio )", -1)) {
            counters = counters.with(medium);
        }
        return counters;
    }

    /** Adds one medium's words, for example {@code video packets=N …}. */
    SinkCounters with(String words) throws MalformedReplyException {
        int blank = words.indexOf(' ');
        String medium = blank < 0 ? words : words.substring(0, blank);
        MediumCounters counters = MediumCounters.of(Fields.of(blank < 0 ? "" : words.substring(blank + 1)));
        if (medium.equals("video") && video == null) {
            return new SinkCounters(counters, audio);
        }
        if (medium.equals("audio") && audio == null) {
            return new SinkCounters(video, counters);
        }
        throw new MalformedReplyException("no medium, or one twice");
    }
}
