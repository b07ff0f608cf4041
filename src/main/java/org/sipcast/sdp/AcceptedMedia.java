package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One m-line of an offer that is accepted: what will be sent, and how the answer says so. */
record AcceptedMedia(NegotiatedStream stream, MediaAnswer answer) {

    /**
     * Accepts an m-line with the first of the channel's encodes that it can take and has the bandwidth for, or else the first
     * that it can take; empty if there is none, or nothing can be sent there.
     *
     * @param offeredDirection the caller's, of the m-line or else of the session
     */
    static Optional<AcceptedMedia> of(
            MediaDescription offered, Direction offeredDirection, ChannelMedia channel, AddressFamily ours) {
        Optional<Medium> medium = offered.medium();
        if (medium.isEmpty() || OfferedTransport.obstacle(offered, ours).isPresent()) {
            return Optional.empty();
        }
        ChannelFit fit = ChannelFit.of(channel, offered);
        List<PayloadFormat> formats = PayloadFormat.of(offered);
        List<Choice> choices = channel.encodes(medium.get())
                .flatMap(encode -> fit.best(encode, formats).map(format -> new Choice(encode, format)).stream())
                .toList();
        return choices.stream()
                .filter(choice -> !fit.isTooMuch(choice.encode().codec()))
                .findFirst()
                .or(() -> choices.stream().findFirst())
                .map(choice -> accept(offered, offeredDirection, formats, choice, fit));
    }

    private record Choice(Encode encode, PayloadFormat format) {}

    private static AcceptedMedia accept(
            MediaDescription offered,
            Direction offeredDirection,
            List<PayloadFormat> formats,
            Choice chosen,
            ChannelFit fit) {
        OfferedTransport transport = OfferedTransport.of(offered);
        Direction direction = transport.onHold() ? Direction.INACTIVE : offeredDirection.answer();
        Codec codec = chosen.encode().codec();
        Optional<PayloadFormat> telephoneEvent = telephoneEvent(formats, codec, direction);
        Optional<PayloadFormat> ownStream = Retransmission.format(formats, chosen.format(), codec.clockRate());
        Retransmission retransmission = Retransmission.of(offered, chosen.format(), ownStream);
        List<PayloadFormat> accepted = new ArrayList<>(List.of(chosen.format()));
        telephoneEvent.ifPresent(accepted::add);
        if (retransmission.promised()) {
            ownStream.ifPresent(accepted::add);
        }
        NegotiatedStream stream = new NegotiatedStream(
                chosen.encode(),
                chosen.format().payloadType(),
                transport.address(),
                transport.port(),
                transport.rtcpPort(),
                transport.rtcpMux(),
                direction,
                fit.packetMilliseconds(codec),
                retransmission,
                direction == Direction.SENDRECV
                        ? telephoneEvent.map(PayloadFormat::payloadType).orElse(0)
                        : 0);
        MediaAnswer answer = new MediaAnswer(
                offered.name(),
                offered.protocol(),
                accepted.stream()
                        .map(format -> Integer.toString(format.payloadType()))
                        .toList(),
                Optional.of(codec.medium()),
                AnswerAttributes.of(offered, stream, accepted, fit.channel().picture()));
        return new AcceptedMedia(stream, answer);
    }

    /**
     * The keys of the offer that the answer takes. Events are to have the clock rate of their sound, but many phones that know
     * Opus have one of 8000 only. To count keys we need none, so who may press some is not left without.
     */
    private static Optional<PayloadFormat> telephoneEvent(
            List<PayloadFormat> formats, Codec codec, Direction direction) {
        if (codec.medium() != Medium.AUDIO) {
            return Optional.empty();
        }
        return telephoneEvent(formats, codec.clockRate())
                .or(() -> direction == Direction.SENDRECV
                        ? telephoneEvent(formats, RtpMap.DEFAULT_EVENT_RATE)
                        : Optional.empty());
    }

    private static Optional<PayloadFormat> telephoneEvent(List<PayloadFormat> formats, int rate) {
        return formats.stream()
                .filter(format ->
                        format.rtpMap().map(map -> map.isTelephoneEvent(rate)).orElse(false))
                .findFirst();
    }
}
