package org.sipcast.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipcast.sdp.Codec;
import org.sipcast.sdp.CodecPreference;
import org.sipcast.sdp.Medium;

/** Reads a channel's {@code codecs}: those for everybody, and those for callers of some domains. */
final class CodecsParser {
    private static final String FOR_DOMAINS = "for-domains";
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");

    /** Empty if anything is wrong with it, which is among the problems then. */
    Optional<CodecPreference> parse(YamlMap fields) {
        YamlMap codecs = fields.map("codecs").onlyKeys("video", "audio", FOR_DOMAINS);
        Optional<List<Codec>> video = codecs(codecs, "video", known(Medium.VIDEO));
        Optional<List<Codec>> audio = codecs(codecs, "audio", known(Medium.AUDIO));
        if (video.isEmpty() || audio.isEmpty()) {
            return Optional.empty();
        }
        if (hasNone(video.get(), audio.get())) {
            fields.problem("codecs", "has neither video nor audio", "name at least one codec");
            return Optional.empty();
        }
        return forDomains(codecs, video.get(), audio.get())
                .map(forDomains -> new CodecPreference(video.get(), audio.get(), forDomains));
    }

    private static Optional<Map<String, CodecPreference>> forDomains(
            YamlMap codecs, List<Codec> video, List<Codec> audio) {
        YamlMap all = codecs.map(FOR_DOMAINS);
        Map<String, CodecPreference> forDomains = new HashMap<>();
        for (String domain : all.names()) {
            boolean isNew = forDomains.keySet().stream().noneMatch(domain::equalsIgnoreCase);
            if (!DOMAIN.matcher(domain).matches() || !isNew) {
                all.problemAtKey(
                        domain,
                        isNew ? "is no domain" : "stands here a second time",
                        isNew
                                ? "write what follows the '@' in the callers' SIP addresses, without a port"
                                : "remove one of them");
                return Optional.empty();
            }
            YamlMap own = all.map(domain).onlyKeys("video", "audio");
            Optional<List<Codec>> ownVideo = codecs(own, "video", video);
            Optional<List<Codec>> ownAudio = codecs(own, "audio", audio);
            if (ownVideo.isEmpty() || ownAudio.isEmpty()) {
                return Optional.empty();
            }
            if (hasNone(ownVideo.get(), ownAudio.get())) {
                all.problem(domain, "has neither video nor audio", "name at least one codec of the channel's");
                return Optional.empty();
            }
            forDomains.put(domain.toLowerCase(Locale.ROOT), new CodecPreference(ownVideo.get(), ownAudio.get()));
        }
        return Optional.of(forDomains);
    }

    private static boolean hasNone(List<Codec> video, List<Codec> audio) {
        return video.isEmpty() && audio.isEmpty();
    }

    private static List<Codec> known(Medium medium) {
        return Arrays.stream(Codec.values())
                .filter(codec -> codec.medium() == medium)
                .toList();
    }

    /** All that are possible if nothing is said; empty if it is wrong. */
    private static Optional<List<Codec>> codecs(YamlMap codecs, String key, List<Codec> possible) {
        if (!codecs.names().contains(key)) {
            return Optional.of(possible);
        }
        List<String> words = codecs.words(key);
        if (words == null) {
            return Optional.empty();
        }
        List<Codec> chosen = new ArrayList<>();
        boolean good = true;
        for (String word : words) {
            Optional<Codec> codec = possible.stream()
                    .filter(candidate -> candidate.encodingName().equalsIgnoreCase(word))
                    .findFirst();
            if (codec.isEmpty()) {
                good = false;
                String names =
                        possible.stream().map(CodecsParser::word).toList().toString();
                codecs.problem(key, ProblemList.quoted(word) + " is no " + key + " codec", "choose from " + names);
            } else if (chosen.contains(codec.get())) {
                good = false;
                codecs.problem(key, ProblemList.quoted(word) + " stands here a second time", "remove one of them");
            } else {
                chosen.add(codec.get());
            }
        }
        return good ? Optional.of(chosen) : Optional.empty();
    }

    private static String word(Codec codec) {
        return codec.encodingName().toLowerCase(Locale.ROOT);
    }
}
