package org.sipcast;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channel;
import org.sipcast.channel.Channels;
import org.sipcast.chat.CallOverException;
import org.sipcast.chat.IncomingMessage;
import org.sipcast.chat.Line;
import org.sipcast.chat.LineJson;
import org.sipcast.chat.MuteList;
import org.sipcast.chat.MutedException;
import org.sipcast.chat.Rooms;
import org.sipcast.chat.Sender;
import org.sipcast.chat.UnprovenSenderException;
import org.sipcast.chat.WordFilter;
import org.sipcast.sip.SipConstants;

/** What rooms do with the exchange of a call or of a line; as with {@link OngoingCall}, no parameters are written in routes. */
public final class ChatDesk {
    private static final String NOTICE = "notice";

    private final Rooms rooms;
    private final CallRegistry calls;
    private final Channels channels;
    private final MuteList muted;
    private final WordFilter words;

    public ChatDesk(Rooms rooms, CallRegistry calls, Channels channels, MuteList muted, WordFilter words) {
        this.rooms = rooms;
        this.calls = calls;
        this.channels = channels;
        this.muted = muted;
        this.words = words;
    }

    /** Keeps what an INVITE says of its viewer. */
    public void expect(
            @ExchangeProperty("call") Call call,
            @Header(SipConstants.IDENTITY_DISPLAY_NAME) @Nullable String asserted,
            @Header(SipConstants.FROM_DISPLAY_NAME) @Nullable String own,
            @Header(SipConstants.ACCEPT) @Nullable String accept) {
        rooms.expect(call, asserted, own, accept);
    }

    /** Lets the viewer in; the property {@code notice} is what the others are to hear of it. */
    public void enter(@Header(SipConstants.DIALOG_ID) String call, Exchange exchange) {
        rooms.enter(call).ifPresent(notice -> exchange.setProperty(NOTICE, notice));
        if (calls.find(call) == null) {
            // it has ended meanwhile, and nobody will let him out
            rooms.leave(call);
            exchange.removeProperty(NOTICE);
        }
    }

    /** Lets the viewer out; the property {@code notice} is what the others are to hear of it. */
    public void leave(@Header(SipConstants.DIALOG_ID) String call, Exchange exchange) {
        rooms.leave(call).ifPresent(notice -> exchange.setProperty(NOTICE, notice));
    }

    public boolean hasNotice(@ExchangeProperty(NOTICE) @Nullable Line notice) {
        return notice != null;
    }

    /** The notice as the bus takes it. */
    public String writeNotice(@ExchangeProperty(NOTICE) Line notice) {
        return LineJson.write(notice);
    }

    /** Who writes; a message outside calls becomes one of the call that its sender watches with. */
    public Sender findSender(
            @Header(SipConstants.DIALOG_ID) @Nullable String call,
            @Header(SipConstants.USER) String user,
            @Header(SipConstants.FROM) String from,
            @Header(SipConstants.IDENTITY) @Nullable String identity,
            Message message) {
        if (call != null && calls.find(call) == null) {
            throw new CallOverException("This call has ended");
        }
        String channel = channels.find(user).map(Channel::name).orElse("");
        Sender sender = rooms.sender(call, channel, from, identity);
        message.setHeader(SipConstants.DIALOG_ID, sender.call());
        calls.seen(sender.call());
        return sender;
    }

    /** The line in a message; null if the device has sent it by itself, and nobody has said anything. */
    public @Nullable String readText(
            @Header(SipConstants.CONTENT_TYPE) @Nullable String type, @Body @Nullable String body) {
        return IncomingMessage.text(type, body).map(rooms::checked).orElse(null);
    }

    /**
     * What follows the slash of a line that is for the film.
     *
     * @throws UnprovenSenderException if it may be from anybody
     */
    public String command(@ExchangeProperty("sender") Sender sender, @Body String line) {
        if (!sender.proven()) {
            throw new UnprovenSenderException("A film is steered within its call");
        }
        return line.substring(1).strip();
    }

    /**
     * Lets those go on who may write.
     *
     * @throws MutedException if the sender is on the operator's list
     */
    public void requireVoice(@ExchangeProperty("sender") Sender sender) {
        if (muted.has(sender)) {
            throw new MutedException("An operator has muted you in this room");
        }
    }

    public String hideWords(@Body String text) {
        return words.clean(text);
    }

    /** The line as the bus takes it. */
    public String writeLine(@ExchangeProperty("sender") Sender sender, @Body String text) {
        return LineJson.write(rooms.line(sender, text));
    }

    /** The room of a line, for a bus that keeps those of one room in order. */
    public String room(@Body String json) {
        return LineJson.read(json).room();
    }

    /** Hands a line from the bus to all who are to have it. */
    public void deliver(@Body String json) {
        rooms.deliver(LineJson.read(json));
    }
}
