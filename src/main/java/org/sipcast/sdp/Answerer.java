package org.sipcast.sdp;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates and begins sessions for one address of ours.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 */
public record Answerer(String address) {

    /**
     * As {@link Negotiator#negotiate}, for what we can send to from this address.
     *
     * @throws NotAcceptableException also if the viewer's address is of the other IP version
     */
    public Negotiation negotiate(@Nullable String offer, CodecPreference preference) {
        Negotiation media = Negotiator.negotiate(offer, preference);
        Stream.of(media.video(), media.audio())
                .flatMap(Optional::stream)
                .map(NegotiatedStream::address)
                .filter(viewer -> isIp6(viewer) != isIp6(address))
                .findAny()
                .ifPresent(viewer -> {
                    throw new NotAcceptableException("Media can be sent to " + (isIp6(address) ? "IPv6" : "IPv4")
                            + " addresses only. Offered: " + viewer);
                });
        return media;
    }

    /** The session of a new call whose media comes from these ports. */
    public OwnSession begin(int videoPort, int audioPort) {
        return new OwnSession(new LocalMedia(address, videoPort, audioPort), Origin.first());
    }

    private static boolean isIp6(String address) {
        return address.indexOf(':') >= 0;
    }
}
