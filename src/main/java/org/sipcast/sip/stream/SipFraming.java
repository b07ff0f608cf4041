package org.sipcast.sip.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages (RFC 3261 section 18.3), each a byte array, and the line ends between them, which pings
 * and pongs are made of (RFC 5626 section 4.4.1). Whoever takes too long for a message, or sends one that is too long, loses the
 * connection, because nothing that follows could be understood.
 */
final class SipFraming extends ByteToMessageDecoder {

    /** A CRLF before, between or after messages. */
    enum LineEnd {
        HERE
    }

    private static final short LINE_END_OCTETS = ('\r' << 8) | '\n';
    private static final int HEAD_UNKNOWN = -1;

    private final int maxOctets;
    private final Duration patience;
    private final boolean accepted;
    private @Nullable Future<?> deadline;
    private int searched;
    private int messageOctets = HEAD_UNKNOWN;

    /** @param accepted whether the peer opened the connection, and so owes us a message soon */
    SipFraming(int maxOctets, Duration patience, boolean accepted) {
        this.maxOctets = maxOctets;
        this.patience = patience;
        this.accepted = accepted;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (accepted) {
            startDeadline(context);
        }
        super.channelActive(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (actualReadableBytes() > 0) {
            startDeadline(context);
        }
        super.channelReadComplete(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        boolean betweenMessages = messageOctets == HEAD_UNKNOWN && searched == 0;
        if (betweenMessages && takesLineEnd(in)) {
            stopDeadline();
            out.add(LineEnd.HERE);
            return;
        }
        if (betweenMessages && mayBecomeLineEnd(in)) {
            return;
        }
        if (messageOctets == HEAD_UNKNOWN) {
            readHead(in);
        }
        if (messageOctets != HEAD_UNKNOWN && in.readableBytes() >= messageOctets) {
            byte[] message = new byte[messageOctets];
            in.readBytes(message);
            messageOctets = HEAD_UNKNOWN;
            searched = 0;
            stopDeadline();
            out.add(message);
        }
    }

    private static boolean takesLineEnd(ByteBuf in) {
        if (in.readableBytes() < 2 || in.getShort(in.readerIndex()) != LINE_END_OCTETS) {
            return false;
        }
        in.skipBytes(2);
        return true;
    }

    private static boolean mayBecomeLineEnd(ByteBuf in) {
        return in.readableBytes() == 1 && in.getByte(in.readerIndex()) == '\r';
    }

    private void readHead(ByteBuf in) {
        int start = in.readerIndex();
        int end = endOfHead(in, start + Math.max(0, searched - 3));
        if (end < 0) {
            searched = in.readableBytes();
            requireRoomFor(searched);
            return;
        }
        int head = end - start;
        requireRoomFor(head);
        int octets = head + ContentLength.in(ByteBufUtil.getBytes(in, start, head));
        requireRoomFor(octets);
        messageOctets = octets;
    }

    private static int endOfHead(ByteBuf in, int from) {
        for (int i = from; i <= in.writerIndex() - 4; i++) {
            if (in.getByte(i) == '\r'
                    && in.getByte(i + 1) == '\n'
                    && in.getByte(i + 2) == '\r'
                    && in.getByte(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private void requireRoomFor(int octets) {
        if (octets > maxOctets) {
            throw new TooLongFrameException("a message of more than " + maxOctets + " octets");
        }
    }

    private void startDeadline(ChannelHandlerContext context) {
        if (deadline == null) {
            deadline = context.executor()
                    .schedule(
                            () -> context.fireExceptionCaught(
                                    new CorruptedFrameException("no whole message in " + patience)),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        stopDeadline();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stopDeadline();
        super.channelInactive(context);
    }
}
