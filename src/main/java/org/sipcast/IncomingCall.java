package org.sipcast;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.sdp.Answerer;
import org.sipcast.sdp.ChannelMedia;
import org.sipcast.sdp.CodecPreference;
import org.sipcast.sdp.Negotiation;
import org.sipcast.sip.SipConstants;
import org.sipcast.vlc.VlcConstants;

/**
 * Answers a call step by step, and hands over what the caller chose as it is. Written as a parameter in a route, an expression's text loses its quotes and
 * the text {@code null} becomes nothing: a call to {@code 'livetv'} would reach livetv, and a record have another Call-ID.
 */
public final class IncomingCall {
    private static final Pattern HOST = Pattern.compile("^sips?:(?:[^@]*@)?([A-Za-z0-9.-]+)", Pattern.CASE_INSENSITIVE);

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

    /**
     * Answers the offer, or makes one where the caller did not, with the codecs for the caller's domain.
     *
     * @param codecs those that a route chose for this caller, as conf/channels.yaml writes them
     */
    public Negotiation negotiate(
            @Body @Nullable String offer,
            @Header(SipConstants.FROM) String caller,
            @Header(SipConstants.IDENTITY) @Nullable String identity,
            @ExchangeProperty("channel") Channel channel,
            @ExchangeProperty("codecs") @Nullable String codecs) {
        CodecPreference ofDomain = channel.codecs().forDomain(domain(identity == null ? caller : identity));
        ChannelMedia media = channel.media(codecs == null ? ofDomain : ofDomain.only(codecs));
        return offer == null ? answerer.offer(media) : answerer.negotiate(offer, media);
    }

    /** The host of a SIP URI; empty if there is none, as in a tel URI. */
    private static String domain(String uri) {
        Matcher host = HOST.matcher(uri);
        return host.find() ? host.group(1) : "";
    }

    public Call admit(
            @Header(SipConstants.DIALOG_ID) String id,
            @Header(SipConstants.CALL_ID) String sipCallId,
            @Header(SipConstants.FROM) String caller,
            @Header(SipConstants.IDENTITY) @Nullable String identity,
            @Header(SipConstants.TO) @Nullable String called,
            @ExchangeProperty("channel") Channel channel,
            @ExchangeProperty("media") Negotiation media) {
        return calls.admit(id, sipCallId, caller, identity, called == null ? "" : called, channel, media);
    }

    /** Whether the caller takes INFO that says how it stands with his film (RFC 6086). */
    public boolean wantsToBeTold(@Header(SipConstants.RECV_INFO) @Nullable String packages) {
        return packages != null && List.of(packages.split(",", -1)).contains("film");
    }

    /**
     * The channel whose source is opened for a caller: the one that he called, unless a route has another come first.
     *
     * @param first such a channel
     */
    public Channel source(
            @ExchangeProperty("channel") Channel channel, @ExchangeProperty("source") @Nullable Channel first) {
        return first == null ? channel : first;
    }

    /** Takes down our session description, now that the hub's ports are known. */
    public Call describe(
            @ExchangeProperty("call") Call call,
            @Header(VlcConstants.VIDEO_PORT) int videoPort,
            @Header(VlcConstants.AUDIO_PORT) int audioPort) {
        return calls.describe(call.id(), answerer.begin(videoPort, audioPort));
    }

    public String answer(@ExchangeProperty("call") Call call) {
        return call.answer();
    }

    /** Whether picture or sound is missing that was offered. */
    public boolean fallsShort(@ExchangeProperty("media") Negotiation media) {
        return !media.shortfall().isEmpty();
    }
}
