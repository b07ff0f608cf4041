package org.sipcast.sip.stream;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The open connections of one transport. What is open is used again, whoever opened it (RFC 5923). */
final class Connections {

    /** @param name what the peer's certificate was held to, or its address */
    private record Peer(InetSocketAddress address, String name) {

        boolean isNamedByAddress() {
            return name.equals(address.getAddress().getHostAddress());
        }
    }

    private final Map<InetSocketAddress, StreamConnection> byAddress = new ConcurrentHashMap<>();
    private final Map<Peer, StreamConnection> byName = new ConcurrentHashMap<>();
    private final Map<Peer, CompletableFuture<StreamConnection>> opening = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final StreamProcessor processor;
    private final StreamSockets sockets;

    Connections(StreamProcessor processor, StreamSockets sockets) {
        this.processor = processor;
        this.sockets = sockets;
    }

    int count() {
        return byAddress.size();
    }

    /** Takes a connection that a peer opened; false if there are too many. */
    boolean accept(Channel channel, int limit) {
        if (accepted.incrementAndGet() > limit) {
            accepted.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(closed -> accepted.decrementAndGet());
        return true;
    }

    /** The connection over which messages of this channel come and go; known until it closes. */
    StreamConnection add(Channel channel) {
        StreamConnection connection = new StreamConnection(processor, channel);
        InetSocketAddress address = (InetSocketAddress) channel.remoteAddress();
        byAddress.put(address, connection);
        channel.closeFuture().addListener(closed -> byAddress.remove(address, connection));
        return connection;
    }

    /** The connection with this very address and port, if there is one. */
    Optional<StreamConnection> open(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address)).filter(StreamConnection::isOpen);
    }

    /**
     * A connection to a peer, which may have to be opened first.
     *
     * @param name the name that the peer goes by; with TLS its certificate must show it
     * @throws IOException that says why there is none
     */
    StreamConnection to(InetSocketAddress address, String name) throws IOException {
        Peer peer = new Peer(address, name);
        if (!processor.isSecure() || peer.isNamedByAddress()) {
            Optional<StreamConnection> known = open(address);
            if (known.isPresent()) {
                return known.get();
            }
        }
        StreamConnection named = byName.get(peer);
        return named != null && named.isOpen() ? named : await(peer);
    }

    private StreamConnection await(Peer peer) throws IOException {
        CompletableFuture<StreamConnection> opened = opening.computeIfAbsent(peer, this::open);
        try {
            return opened.get(2 * StreamSettings.CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("No connection with " + peer.name() + " port "
                    + peer.address().getPort() + ": " + reason(e.getCause()));
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("No connection with " + peer.name() + " in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            opening.remove(peer, opened);
        }
    }

    private CompletableFuture<StreamConnection> open(Peer peer) {
        CompletableFuture<StreamConnection> opened = new CompletableFuture<>();
        sockets.connect(processor, peer.address(), peer.name(), opened);
        return opened.thenApply(connection -> {
            byName.put(peer, connection);
            connection.whenClosed(() -> byName.remove(peer, connection));
            return connection;
        });
    }

    /** The words that tell most are those of the first cause. */
    private static String reason(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String words = root == null || root.getMessage() == null ? "unknown" : root.getMessage();
        return failure instanceof SSLException ? "its TLS or its certificate is not accepted: " + words : words;
    }

    void closeAll() {
        byAddress.values().forEach(StreamConnection::close);
    }
}
