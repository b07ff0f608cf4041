package org.sipcast.sip.stream;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection, as JAIN-SIP knows it: messages go out and come in, and responses find their way back. */
final class StreamConnection extends ConnectionOrientedMessageChannel {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};
    /** RFC 5626 section 4.4.1. */
    private static final Duration PONG_PATIENCE = Duration.ofSeconds(10);
    /** What nobody can do without (RFC 3261 section 8.1.1); other header fields may be unreadable. */
    private static final Set<Class<?>> MANDATORY = Set.of(
            From.class,
            To.class,
            CSeq.class,
            Via.class,
            CallID.class,
            ContentLength.class,
            RequestLine.class,
            StatusLine.class);

    private final Channel channel;
    private final StreamProcessor processor;
    private final MessageParser parser;
    private boolean halfPing;
    private @Nullable Future<?> pongDue;
    private boolean answersPings;

    StreamConnection(StreamProcessor processor, Channel channel) {
        super(processor.getSIPStack());
        this.processor = processor;
        this.channel = channel;
        messageProcessor = processor;
        parser = sipStack.getMessageParserFactory().createMessageParser(sipStack);
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        peerAddress = peer.getAddress();
        peerPort = peer.getPort();
        peerProtocol = processor.getTransport();
        myAddress = processor.getIpAddress().getHostAddress();
        myPort = processor.getPort();
        key = MessageChannel.getKey(peerAddress, peerPort, processor.getTransport());
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void whenClosed(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** A whole message; what is not one gets a 400 if that can be said, and ends the connection otherwise. */
    void received(byte[] message) {
        synchronized (this) {
            halfPing = false;
        }
        try {
            SIPMessage parsed = parser.parseSIPMessage(message, true, false, this);
            if (parsed == null) {
                LOG.debug("{} sent no message", key);
                close();
            } else {
                processMessage(parsed);
            }
        } catch (ParseException e) {
            refuse(new String(message, StandardCharsets.UTF_8), e);
        } catch (Exception e) {
            LOG.debug("A message from {} was dropped", key, e);
        }
    }

    private void refuse(String text, ParseException reason) {
        LOG.debug("{} sent what cannot be read: {}", key, reason.getMessage());
        String badRequest = text.startsWith("SIP/") || text.startsWith("ACK ") ? null : createBadReqRes(text, reason);
        if (badRequest == null) {
            close();
            return;
        }
        try {
            // JAIN-SIP also returns the request as a body, with a line end too many before the length
            String head = badRequest.substring(0, badRequest.indexOf("\r\nContent-Type:"));
            write((head + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("{} does not take the 400", key, e);
        }
    }

    /** A CRLF between messages: the second half of a ping is answered, and a pong is what we wait for. */
    synchronized void receivedLineEnd() {
        if (pongDue != null) {
            pongDue.cancel(false);
            pongDue = null;
            answersPings = true;
        } else if (halfPing) {
            halfPing = false;
            try {
                write(PONG);
            } catch (IOException e) {
                LOG.debug("{} does not take a pong", key, e);
            }
        } else {
            halfPing = true;
        }
    }

    /**
     * Asks whether the peer is there still. Without an answer the connection is closed, but only if the peer has answered
     * before: there was no promise of pongs (RFC 5626 section 4.4.1).
     */
    synchronized void ping() throws IOException {
        write(PING);
        if (pongDue == null) {
            pongDue = channel.eventLoop().schedule(this::missPong, PONG_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void missPong() {
        if (pongDue == null) {
            return;
        }
        pongDue = null;
        if (answersPings) {
            LOG.debug("{} answers pings no more", key);
            end();
        }
    }

    @Override
    protected void sendMessage(byte[] message, boolean isRequest) throws IOException {
        write(message);
    }

    /** Where to is what the connection knows best. */
    @Override
    public void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) throws IOException {
        write(message);
    }

    private void write(byte[] octets) throws IOException {
        if (!channel.isActive()) {
            throw new SocketException("The connection with " + key + " is closed");
        }
        if (!channel.isWritable()) {
            end();
            throw new SocketException(key + " does not read what is sent");
        }
        var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(octets), channel.voidPromise());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void handleException(
            ParseException problem, SIPMessage message, Class headerClass, String header, String text)
            throws ParseException {
        if (headerClass != null && MANDATORY.contains(headerClass)) {
            throw problem;
        }
        message.addUnparsed(header);
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAliveTask) {
        end();
    }

    private void end() {
        var unused = channel.close();
    }

    @Override
    protected void uncache() {
        // the processor forgets it when it closes
    }

    @Override
    public String getTransport() {
        return processor.getTransport();
    }

    @Override
    public boolean isSecure() {
        return processor.isSecure();
    }
}
