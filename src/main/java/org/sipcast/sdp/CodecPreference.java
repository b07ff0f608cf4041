package org.sipcast.sdp;

import java.util.List;

/**
 * The codecs a channel offers, each list with the most preferred first; an empty list: the channel has no such medium.
 *
 * <p>This order decides, not the offer's: each further codec in use costs an encode for the whole channel.
 */
public record CodecPreference(List<Codec> video, List<Codec> audio) {
    public CodecPreference {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        requireMedium(video, Medium.VIDEO);
        requireMedium(audio, Medium.AUDIO);
        if (video.isEmpty() && audio.isEmpty()) {
            throw new IllegalArgumentException("a channel needs at least one codec");
        }
    }

    public List<Codec> codecs(Medium medium) {
        return medium == Medium.VIDEO ? video : audio;
    }

    private static void requireMedium(List<Codec> codecs, Medium medium) {
        codecs.stream().filter(codec -> codec.medium() != medium).findAny().ifPresent(codec -> {
            throw new IllegalArgumentException(codec + " is no " + medium + " codec");
        });
    }
}
