package org.sipcast.sdp;

import java.util.List;

/** The codecs a channel offers, each list with the most preferred first; an empty list: the channel has no such medium. */
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

    private static void requireMedium(List<Codec> codecs, Medium medium) {
        codecs.stream().filter(codec -> codec.medium() != medium).findAny().ifPresent(codec -> {
            throw new IllegalArgumentException(codec + " is no " + medium + " codec");
        });
    }
}
