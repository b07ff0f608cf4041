package org.sipcast.sip.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the messages of one connection to JAIN-SIP, in their order and one at a time; the next ones are not read before.
 */
final class StreamHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

    private final Connections connections;
    private final @Nullable CompletableFuture<StreamConnection> awaited;
    private @Nullable StreamConnection connection;

    /** @param awaited completed when messages can be sent; null if nobody waits for that */
    StreamHandler(Connections connections, @Nullable CompletableFuture<StreamConnection> awaited) {
        this.connections = connections;
        this.awaited = awaited;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (context.pipeline().get(SslHandler.class) == null) {
            opened(context);
        }
        context.read();
    }

    private void opened(ChannelHandlerContext context) {
        StreamConnection opened = connections.add(context.channel());
        connection = opened;
        if (awaited != null) {
            awaited.complete(opened);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection == null) {
            return;
        }
        if (message instanceof byte[] octets) {
            connection.received(octets);
        } else {
            connection.receivedLineEnd();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                opened(context);
            } else {
                failed(context, handshake.cause());
            }
        } else if (event instanceof IdleStateEvent) {
            LOG.debug("{} is closed after silence", context.channel());
            var unused = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (awaited != null) {
            awaited.completeExceptionally(new SocketException("the peer closed it"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(context, cause);
    }

    private void failed(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} is closed: {}", context.channel(), cause.getMessage(), cause);
        if (awaited != null) {
            awaited.completeExceptionally(cause);
        }
        var unused = context.close();
    }
}
