package org.sipcast;

import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.sdp.Answerer;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sip.SipConstants;

/**
 * Hands over what the caller chose as it is. Written as a parameter in a route, an expression's text loses its quotes and
 * the text {@code null} becomes nothing: a call to {@code 'livetv'} would reach livetv, and a record have another Call-ID.
 */
public final class IncomingCall {
    private final Channels channels;
    private final Answerer answerer;
    private final CallRegistry calls;

    public IncomingCall(Channels channels, Answerer answerer, CallRegistry calls) {
        this.channels = channels;
        this.answerer = answerer;
        this.calls = calls;
    }

    public Channel findChannel(@Header(SipConstants.USER) String user) {
        return channels.require(user);
    }

    public Negotiation negotiate(@Body @Nullable String offer, @ExchangeProperty("channel") Channel channel) {
        return answerer.negotiate(offer, channel.codecs());
    }

    public Call admit(
            @Header(SipConstants.DIALOG_ID) String id,
            @Header(SipConstants.CALL_ID) String sipCallId,
            @Header(SipConstants.FROM) String caller,
            @Header(SipConstants.IDENTITY) @Nullable String identity,
            @ExchangeProperty("channel") Channel channel,
            @ExchangeProperty("media") Negotiation media) {
        return calls.admit(id, sipCallId, caller, identity, channel, media);
    }
}
