package org.sipcast.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The codecs a channel offers, each list with the most preferred first; an empty list: the channel has no such medium.
 *
 * <p>This order decides, not the offer's: each further codec in use costs an encode for the whole channel.
 *
 * @param forDomains in place of it for callers of these domains, in lower case; no other codecs than the channel's
 */
public record CodecPreference(List<Codec> video, List<Codec> audio, Map<String, CodecPreference> forDomains) {
    public CodecPreference {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        forDomains = Map.copyOf(forDomains);
        requireMedium(video, Medium.VIDEO);
        requireMedium(audio, Medium.AUDIO);
        if (video.isEmpty() && audio.isEmpty()) {
            throw new IllegalArgumentException("a channel needs at least one codec");
        }
        for (CodecPreference other : forDomains.values()) {
            if (!video.containsAll(other.video) || !audio.containsAll(other.audio)) {
                throw new IllegalArgumentException("a domain gets no codec that the channel does not have");
            }
        }
    }

    /** The same for everybody. */
    public CodecPreference(List<Codec> video, List<Codec> audio) {
        this(video, audio, Map.of());
    }

    /** What holds for callers of a domain. */
    public CodecPreference forDomain(String domain) {
        return forDomains.getOrDefault(domain.toLowerCase(Locale.ROOT), this);
    }

    /**
     * Just these, as far as the channel has them, in their order; a medium of which none is named stays as it is.
     *
     * @param names as conf/channels.yaml writes them, {@code h264 pcma}
     * @throws IllegalArgumentException if one of them is unknown
     */
    public CodecPreference only(String names) {
        List<Codec> named = List.of(Fields.of(names)).stream().map(Codec::named).toList();
        return new CodecPreference(chosen(video, named), chosen(audio, named));
    }

    private static List<Codec> chosen(List<Codec> all, List<Codec> named) {
        List<Codec> chosen = named.stream().filter(all::contains).distinct().toList();
        return chosen.isEmpty() ? all : chosen;
    }

    private static void requireMedium(List<Codec> codecs, Medium medium) {
        codecs.stream().filter(codec -> codec.medium() != medium).findAny().ifPresent(codec -> {
            throw new IllegalArgumentException(codec + " is no " + medium + " codec");
        });
    }
}
