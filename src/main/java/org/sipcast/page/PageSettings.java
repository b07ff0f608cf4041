package org.sipcast.page;

import java.net.URI;

/**
 * Where the page is served, and where its SIP goes.
 *
 * @param address to bind
 * @param port to bind; 0 for any free one
 * @param certificate a PEM file, the chain of our certificate; empty for HTTP without TLS
 * @param key a PEM file, its private key; empty with the certificate
 * @param webSocket the platform's, {@code ws://HOST:PORT} or {@code wss://HOST:PORT}
 * @param connections how many WebSockets may be open at once
 */
public record PageSettings(String address, int port, String certificate, String key, URI webSocket, int connections) {

    public PageSettings {
        if (certificate.isBlank() != key.isBlank()) {
            throw new IllegalArgumentException(
                    "sipcast.page.tls-certificate and sipcast.page.tls-key must be given together, or none of them");
        }
        String scheme = webSocket.getScheme();
        if (webSocket.getHost() == null || !("ws".equals(scheme) || "wss".equals(scheme))) {
            throw new IllegalArgumentException(
                    "sipcast.page.websocket must be of the form ws://HOST:PORT, not '" + webSocket + "'");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("sipcast.page.connections must be 1 or more, not " + connections);
        }
    }

    public boolean hasTls() {
        return !certificate.isBlank();
    }

    boolean webSocketHasTls() {
        return "wss".equals(webSocket.getScheme());
    }

    int webSocketPort() {
        if (webSocket.getPort() != -1) {
            return webSocket.getPort();
        }
        return webSocketHasTls() ? 443 : 80;
    }

    String webSocketPath() {
        String path = webSocket.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
