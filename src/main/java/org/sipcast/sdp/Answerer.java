package org.sipcast.sdp;

import org.jspecify.annotations.Nullable;

/**
 * Negotiates and begins sessions for one address of ours.
 *
 * @param address the IP literal to advertise, IPv6 without brackets
 */
public record Answerer(String address) {

    /**
     * Decides what a channel sends to an offer: of each medium the first m-line that can be served, with what stands first in
     * the channel's list and anywhere in the m-line.
     *
     * @throws MalformedSdpException if the offer can't be read
     * @throws NotAcceptableException if nothing of it can be served
     */
    public Negotiation negotiate(String offer, ChannelMedia channel) {
        return new Negotiator(channel, AddressFamily.of(address)).answer(SessionDescription.parse(offer));
    }

    /** Our offer to a caller who has made none; {@link #accept} takes the answer to it. */
    public Negotiation offer(ChannelMedia channel) {
        return new OwnOffer(channel, AddressFamily.of(address)).make();
    }

    /**
     * Takes the answer to an offer of ours.
     *
     * @param answer the body of the ACK
     * @param offered our offer, or the session that we have offered to go on with
     * @throws MalformedSdpException if the answer can't be read
     * @throws NotAcceptableException if there is none, or it does not fit the offer
     */
    public Negotiation accept(@Nullable String answer, Negotiation offered) {
        if (answer == null) {
            throw new NotAcceptableException("The ACK has no SDP to answer our offer");
        }
        return new Negotiator(offered.channel(), AddressFamily.of(address))
                .accept(SessionDescription.parse(answer), offered);
    }

    /** The session of a new call whose media comes from these ports. */
    public OwnSession begin(int videoPort, int audioPort) {
        return new OwnSession(new LocalMedia(address, videoPort, audioPort), Origin.first());
    }
}
