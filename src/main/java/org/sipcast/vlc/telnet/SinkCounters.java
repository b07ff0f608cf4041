package org.sipcast.vlc.telnet;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a sink has sent; null for a medium that it does not have. */
public record SinkCounters(@Nullable MediumCounters video, @Nullable MediumCounters audio) {
    /** Those of a sink that is not there. */
    public static final SinkCounters NONE = new SinkCounters(null, null);

    /** The counters by medium and name, for whoever writes them down without knowing VLC; empty if nothing was sent. */
    public Map<String, Map<String, Long>> toMap() {
        Map<String, Map<String, Long>> media = new LinkedHashMap<>();
        if (video != null) {
            media.put("video", video.toMap());
        }
        if (audio != null) {
            media.put("audio", audio.toMap());
        }
        return media;
    }

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

    /** Adds a line {@code sink ID MEDIUM packets=N …} to what is known of its sink. */
    static void addLine(String line, Map<String, SinkCounters> sinks) throws MalformedReplyException {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || !words[0].equals("sink")) {
            throw new MalformedReplyException("no line of a sink");
        }
        sinks.put(words[1], sinks.getOrDefault(words[1], NONE).with(words[2]));
    }

    /** Where each of its streams is, by medium. */
    public Map<String, String> positions() {
        Map<String, String> positions = new LinkedHashMap<>();
        if (video != null) {
            positions.put("video", video.at());
        }
        if (audio != null) {
            positions.put("audio", audio.at());
        }
        return positions;
    }

    /** Since the last RTCP about any of its media; null if there was none. */
    public @Nullable Duration rtcpAge() {
        return ages(MediumCounters::rtcpAge).min(Comparator.naturalOrder()).orElse(null);
    }

    /** Since the first packet of any of its media was sent; null if none was. */
    public @Nullable Duration firstPacketAge() {
        return ages(MediumCounters::firstPacketAge)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Stream<Duration> ages(Function<MediumCounters, @Nullable Duration> age) {
        return Stream.of(Optional.ofNullable(video), Optional.ofNullable(audio))
                .flatMap(medium -> medium.map(age).stream());
    }

    /** The keys that its receiver has pressed; null where none can come. */
    public @Nullable PressedKeys keys() {
        return audio == null ? null : audio.keys();
    }

    /** Whether its receiver has taken leave of one of its media by RTCP. */
    public boolean saidBye() {
        return (video != null && video.saidBye()) || (audio != null && audio.saidBye());
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
