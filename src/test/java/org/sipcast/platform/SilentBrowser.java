package org.sipcast.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A WebSocket of bare octets, for what a well-kept client would not do: it answers no ping and sends frames of any length. */
final class SilentBrowser implements AutoCloseable {
    private static final int LIMIT_MILLIS = 40_000;
    private static final int PING = 0x89;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean closed;

    SilentBrowser(URI uri, String origin) {
        var handshake = String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: " + uri.getAuthority(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16]),
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: sip",
                "Origin: " + origin,
                "",
                "");
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
            readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::listen, "silent-browser");
        thread.setDaemon(true);
        thread.start();
    }

    private void readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("refused: " + head);
            }
            head.append((char) octet);
        }
        if (head.indexOf("HTTP/1.1 101 ") != 0) {
            throw new IOException("refused: " + head);
        }
    }

    private void listen() {
        try {
            int octet = socket.getInputStream().read();
            while (octet >= 0) {
                synchronized (received) {
                    received.write(octet);
                }
                octet = socket.getInputStream().read();
            }
        } catch (IOException e) {
            // reset, or closed here
            closed = true;
        }
        closed = true;
    }

    /** One frame with text, whose mask is zero; the other side may end the connection in the middle of it. */
    void sendFrame(byte[] text) {
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0xFF);
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.write((int) ((long) text.length >> shift));
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(text);
        try {
            socket.getOutputStream().write(frame.toByteArray());
        } catch (IOException e) {
            closed = true;
        }
    }

    boolean wasPinged() {
        synchronized (received) {
            return received.size() > 0 && (received.toByteArray()[0] & 0xFF) == PING;
        }
    }

    /** As Kamailio's list of WebSockets names it. */
    String name() {
        return "ws:127.0.0.1:" + socket.getLocalPort() + " ";
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
