package org.sipcast.sip.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of all streams and the few threads that serve them, however many connections there are. */
final class StreamSockets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSockets.class);
    private static final int SOCKET_THREADS = 2;
    private static final int MESSAGE_THREADS = 8;
    private static final int BACKLOG = 256;
    /** What may wait for a peer that does not read, octets. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

    private final StreamSettings settings;
    private final Predicate<InetAddress> trusted;
    private final @Nullable TlsContexts tls;
    private final NioEventLoopGroup socketThreads =
            new NioEventLoopGroup(SOCKET_THREADS, new DefaultThreadFactory("sipcast-socket", true));
    /** Apart from those of the sockets, because a message may make us wait for a connection. */
    private final DefaultEventExecutorGroup messageThreads =
            new DefaultEventExecutorGroup(MESSAGE_THREADS, new DefaultThreadFactory("sipcast-stream", true));

    StreamSockets(StreamSettings settings, Predicate<InetAddress> trusted) {
        this.settings = settings;
        this.trusted = trusted;
        tls = settings.tls() == null ? null : new TlsContexts(settings.tls());
    }

    Channel listen(StreamProcessor processor) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(socketThreads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .childHandler(initializer(channel -> accepted(processor, channel)))
                .bind(processor.getIpAddress(), processor.getPort())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    private void accepted(StreamProcessor processor, Channel channel) {
        InetAddress peer = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!trusted.test(peer)) {
            // over a connection that we keep for nobody; whoever wants the 403 may use UDP
            LOG.debug("{} is not trusted, and not listened to", peer);
            var unused = channel.close();
            return;
        }
        if (!processor.connections().accept(channel, settings.connections())) {
            LOG.warn("{} is refused, as there are {} SIP connections", peer, settings.connections());
            var unused = channel.close();
            return;
        }
        if (processor.isSecure()) {
            channel.pipeline().addLast(tls().accepting(channel.alloc()));
        }
        addHandlers(channel.pipeline(), new StreamHandler(processor.connections(), null), true);
    }

    /** Opens a connection, with TLS if the processor says so; completes once messages can be sent. */
    void connect(
            StreamProcessor processor,
            InetSocketAddress address,
            String name,
            CompletableFuture<StreamConnection> opened) {
        Bootstrap bootstrap = new Bootstrap()
                .group(socketThreads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) StreamSettings.CONNECT.toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .handler(initializer(channel -> {
                    if (processor.isSecure()) {
                        channel.pipeline().addLast(tls().connecting(channel.alloc(), name, address.getPort()));
                    }
                    addHandlers(channel.pipeline(), new StreamHandler(processor.connections(), opened), false);
                }));
        InetAddress own = processor.getIpAddress();
        ChannelFuture connecting = own.isAnyLocalAddress()
                ? bootstrap.connect(address)
                : bootstrap.connect(address, new InetSocketAddress(own, 0));
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                opened.completeExceptionally(done.cause());
            }
        });
    }

    private TlsContexts tls() {
        if (tls == null) {
            throw new IllegalStateException("TLS needs a certificate");
        }
        return tls;
    }

    private void addHandlers(ChannelPipeline pipeline, StreamHandler handler, boolean accepted) {
        pipeline.addLast(new IdleStateHandler(0, 0, settings.idle().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(new SipFraming(settings.messageOctets(), settings.patience(), accepted))
                .addLast(messageThreads, handler);
    }

    private static ChannelInitializer<Channel> initializer(java.util.function.Consumer<Channel> setUp) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                setUp.accept(channel);
            }
        };
    }

    @Override
    public void close() {
        for (EventExecutorGroup threads : List.of(socketThreads, messageThreads)) {
            var unused = threads.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        }
    }
}
