package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One m-line of an offer that is accepted: what will be sent, and how the answer says so. */
record AcceptedMedia(NegotiatedStream stream, MediaAnswer answer) {

    /**
     * Accepts an m-line with the first codec of {@code preference} that it offers; empty if it offers none, or can't be sent to.
     *
     * @param offeredDirection the caller's, of the m-line or else of the session
     */
    static Optional<AcceptedMedia> of(MediaDescription offered, Direction offeredDirection, List<Codec> preference) {
        if (OfferedTransport.obstacle(offered).isPresent()) {
            return Optional.empty();
        }
        List<PayloadFormat> formats = PayloadFormat.of(offered);
        return preference.stream()
                .flatMap(codec -> best(codec, formats).stream()
                        .map(format -> accept(offered, offeredDirection, formats, codec, format)))
                .findFirst();
    }

    private static Optional<PayloadFormat> best(Codec codec, List<PayloadFormat> formats) {
        return codec == Codec.H264
                ? H264Format.best(formats)
                : formats.stream().filter(format -> format.is(codec)).findFirst();
    }

    private static AcceptedMedia accept(
            MediaDescription offered,
            Direction offeredDirection,
            List<PayloadFormat> formats,
            Codec codec,
            PayloadFormat chosen) {
        OfferedTransport transport = OfferedTransport.of(offered);
        Direction direction = transport.onHold() ? Direction.INACTIVE : offeredDirection.answer();
        Optional<PayloadFormat> telephoneEvent = codec.medium() == Medium.AUDIO
                ? formats.stream()
                        .filter(format -> format.rtpMap()
                                .map(map -> map.isTelephoneEvent(codec.clockRate()))
                                .orElse(false))
                        .findFirst()
                : Optional.empty();
        List<PayloadFormat> accepted = new ArrayList<>(List.of(chosen));
        telephoneEvent.ifPresent(accepted::add);
        NegotiatedStream stream = new NegotiatedStream(
                codec,
                chosen.payloadType(),
                transport.address(),
                transport.port(),
                transport.rtcpPort(),
                transport.rtcpMux(),
                direction);
        MediaAnswer answer = new MediaAnswer(
                offered.name(),
                offered.protocol(),
                accepted.stream()
                        .map(format -> Integer.toString(format.payloadType()))
                        .toList(),
                Optional.of(codec.medium()),
                AnswerAttributes.of(offered, stream, accepted));
        return new AcceptedMedia(stream, answer);
    }
}
