package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a channel sends to an offer (RFC 3264 section 6): of each medium the first m-line that can be served, with the
 * codec that stands first in the channel's list and anywhere in the m-line.
 */
public final class Negotiator {
    private Negotiator() {}

    /**
     * Negotiates an offer.
     *
     * @param offer the body of an INVITE
     * @param preference the channel's codecs; its order decides, not the offer's
     * @throws MalformedSdpException if the offer can't be read, or there is none
     * @throws NotAcceptableException if nothing of it can be served
     */
    public static Negotiation negotiate(@Nullable String offer, CodecPreference preference) {
        if (offer == null || offer.isBlank()) {
            throw new MalformedSdpException(
                    "No SDP in the INVITE: calls without an offer are not supported yet, configure the phone for early offers");
        }
        SessionDescription session = SessionDescription.parse(offer);
        Map<Medium, NegotiatedStream> streams = new EnumMap<>(Medium.class);
        List<MediaAnswer> answers = new ArrayList<>();
        for (MediaDescription description : session.media()) {
            Optional<AcceptedMedia> accepted = description
                    .medium()
                    .filter(medium -> !streams.containsKey(medium))
                    .flatMap(medium ->
                            AcceptedMedia.of(description, session.direction(description), preference.codecs(medium)));
            accepted.ifPresent(media -> streams.put(media.stream().codec().medium(), media.stream()));
            answers.add(accepted.map(AcceptedMedia::answer).orElseGet(() -> MediaAnswer.refused(description)));
        }
        if (streams.isEmpty()) {
            throw Refusal.of(session, preference);
        }
        return new Negotiation(
                Optional.ofNullable(streams.get(Medium.VIDEO)),
                Optional.ofNullable(streams.get(Medium.AUDIO)),
                answers);
    }
}
