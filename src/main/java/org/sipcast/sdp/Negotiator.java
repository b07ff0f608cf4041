package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts together what is sent of a channel, m-line by m-line (RFC 3264 section 6): one of each medium. */
final class Negotiator {
    private final ChannelMedia channel;
    private final AddressFamily ours;
    private final Map<Medium, NegotiatedStream> streams = new EnumMap<>(Medium.class);
    private final List<MediaAnswer> answers = new ArrayList<>();

    Negotiator(ChannelMedia channel, AddressFamily ours) {
        this.channel = channel;
        this.ours = ours;
    }

    /**
     * Answers an offer: of each medium the first m-line that can be served.
     *
     * @throws NotAcceptableException if nothing of it can be served
     */
    Negotiation answer(SessionDescription offer) {
        for (MediaDescription offered : offer.media()) {
            take(offered, offer.direction(offered), channel);
        }
        if (streams.isEmpty()) {
            throw new Refusal(channel, ours).of(offer.media());
        }
        return result(shortfall(offer.media()));
    }

    /**
     * Takes the answer to our offer (RFC 3264 section 7).
     *
     * @throws NotAcceptableException if it is none to this offer, or takes nothing of it
     */
    Negotiation accept(SessionDescription answer, Negotiation offer) {
        if (answer.media().size() != offer.media().size()) {
            throw new NotAcceptableException("The answer has " + answer.media().size() + " m-lines, our offer "
                    + offer.media().size());
        }
        ChannelMedia offered = channel.only(offer.encodes());
        for (int i = 0; i < answer.media().size(); i++) {
            MediaDescription description = answer.media().get(i);
            MediaAnswer line = offer.media().get(i);
            if (!description.name().equalsIgnoreCase(line.name())) {
                throw new NotAcceptableException("The answer has " + PrintableText.quoted(description.name())
                        + " where our offer has " + line.name());
            }
            boolean wanted = line.accepted().isPresent() && description.port() != 0;
            if (!wanted) {
                answers.add(MediaAnswer.refused(description));
            } else if (!take(description, answer.direction(description), offered)) {
                throw new Refusal(offered, ours).of(answer.media());
            }
        }
        if (streams.isEmpty()) {
            throw new NotAcceptableException("The answer to our offer takes nothing of it");
        }
        return result("");
    }

    private boolean take(MediaDescription description, Direction direction, ChannelMedia sendable) {
        Optional<AcceptedMedia> accepted = description
                .medium()
                .filter(medium -> !streams.containsKey(medium))
                .flatMap(medium -> AcceptedMedia.of(description, direction, sendable, ours));
        accepted.ifPresent(media -> streams.put(media.stream().codec().medium(), media.stream()));
        answers.add(accepted.map(AcceptedMedia::answer).orElseGet(() -> MediaAnswer.refused(description)));
        return accepted.isPresent();
    }

    private Negotiation result(String shortfall) {
        return new Negotiation(
                Optional.ofNullable(streams.get(Medium.VIDEO)),
                Optional.ofNullable(streams.get(Medium.AUDIO)),
                answers,
                channel,
                shortfall,
                false);
    }

    /** A medium that the caller wants, port 0 aside, and the channel has, but not so that they fit. */
    private String shortfall(List<MediaDescription> offered) {
        return channel.encodes().stream()
                .map(Encode::medium)
                .distinct()
                .filter(medium -> !streams.containsKey(medium))
                .flatMap(medium -> {
                    List<MediaDescription> wanted = offered.stream()
                            .filter(description -> description.port() != 0
                                    && description.medium().equals(Optional.of(medium)))
                            .toList();
                    return wanted.isEmpty()
                            ? Optional.<String>empty().stream()
                            : Optional.of(new Refusal(channel, ours).of(medium, wanted)).stream();
                })
                .collect(Collectors.joining(" "));
    }
}
