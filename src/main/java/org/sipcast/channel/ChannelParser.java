package org.sipcast.channel;

import java.nio.file.Path;
import java.util.Optional;
import org.sipcast.channel.Channel.AudioFormat;
import org.sipcast.channel.Channel.Timeline;
import org.sipcast.channel.Channel.VideoFormat;
import org.sipcast.sdp.CodecPreference;

/** Reads one channel; its defaults and bounds are those that the comments of conf/channels.yaml name. */
final class ChannelParser {
    private static final int MAX_TITLE = 100;

    private final Path mediaFolder;
    private final ProblemList problems;

    ChannelParser(Path mediaFolder, ProblemList problems) {
        this.mediaFolder = mediaFolder;
        this.problems = problems;
    }

    /** The channel, or empty if anything is wrong with it. */
    Optional<Channel> parse(String name, YamlMap all) {
        int before = problems.size();
        if (!Channel.isName(name)) {
            all.problemAtKey(
                    name,
                    "is no name for a channel",
                    "use up to 40 of a-z, 0-9 and '-', the first not '-': it is the user part of a SIP address");
        }
        YamlMap fields =
                all.map(name).onlyKeys("title", "source", "timeline", "video", "audio", "codecs", "viewer-limit");
        String title = title(fields, name);
        String source = source(fields);
        Timeline timeline = timeline(fields);
        VideoFormat video = video(fields);
        AudioFormat audio = audio(fields.map("audio").onlyKeys("bit-rate", "delay"));
        Optional<CodecPreference> preference = new CodecsParser().parse(fields);
        int viewerLimit = fields.number("viewer-limit", 1, 100_000, 100);
        return preference
                .filter(codecs -> problems.size() == before)
                .map(codecs -> new Channel(name, title, source, timeline, video, audio, codecs, viewerLimit));
    }

    private static String title(YamlMap fields, String name) {
        String title = fields.text("title", name).strip();
        if (title.isEmpty() || title.length() > MAX_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            fields.problem(
                    "title", "does not fit", "write 1 to " + MAX_TITLE + " characters on one line, or remove the key");
        }
        return title;
    }

    private String source(YamlMap fields) {
        if (!fields.names().contains("source")) {
            fields.problem("source", "is missing", "write a file's path or the address of a stream");
            return "";
        }
        String source = fields.text("source", "");
        if (source.isEmpty()) {
            return "";
        }
        try {
            return MediaSource.toMrl(source, mediaFolder);
        } catch (UnusableSourceException e) {
            fields.problem("source", e.what(), e.remedy());
            return "";
        }
    }

    private static Timeline timeline(YamlMap fields) {
        String word = fields.text("timeline", "on-demand");
        return switch (word) {
            case "live" -> Timeline.LIVE;
            case "on-demand" -> Timeline.ON_DEMAND;
            default -> {
                fields.problem("timeline", ProblemList.quoted(word) + " is unknown", "write live or on-demand");
                yield Timeline.ON_DEMAND;
            }
        };
    }

    private static AudioFormat audio(YamlMap audio) {
        int kilobitsPerSecond = audio.number("bit-rate", 6, 510, 48);
        String delay = audio.text("delay", "as-asked");
        if (!delay.equals("as-asked") && !delay.equals("low")) {
            audio.problem("delay", ProblemList.quoted(delay) + " is unknown", "write as-asked or low");
        }
        return new AudioFormat(kilobitsPerSecond, delay.equals("low"));
    }

    private static VideoFormat video(YamlMap fields) {
        YamlMap video =
                fields.map("video").onlyKeys("width", "height", "frames-per-second", "bit-rate", "keyframe-seconds");
        VideoFormat format = new VideoFormat(
                video.number("width", 64, 3840, 640),
                video.number("height", 64, 2160, 360),
                video.number("frames-per-second", 1, 60, 25),
                video.number("bit-rate", 50, 20_000, 800),
                video.number("keyframe-seconds", 1, 10, 2));
        if (format.width() % 2 != 0) {
            video.problem("width", "is odd, which no encoder takes", "write an even number");
        }
        if (format.height() % 2 != 0) {
            video.problem("height", "is odd, which no encoder takes", "write an even number");
        }
        return format;
    }
}
