package org.sipcast.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Offers and answers of the parties in a call, and what they are good for. */
final class Sdp {
    /** An offer of Chromium's that only watches. */
    static final String BROWSER = read("browser.sdp");
    /** An answer, or an offer, of a channel. */
    static final String CHANNEL = read("channel.sdp");

    private Sdp() {}

    /** An offer of a phone that has its media at this address. */
    static String phone(String address) {
        return read("phone.sdp").replace("127.0.0.1", address);
    }

    /** Encrypted by DTLS, and found by ICE, through rtpengine. */
    static boolean isForBrowsers(String sdp) {
        return sdp.contains(" UDP/TLS/RTP/SAVPF ")
                && sdp.contains("a=fingerprint:sha-256 ")
                && sdp.contains("a=candidate:")
                && sdp.contains("a=ice-ufrag:")
                && !sdp.contains("m=video 20000 ");
    }

    /** RTP alone, through rtpengine: its ports are not the browser's. */
    static boolean isPlain(String sdp) {
        return sdp.contains(" RTP/AVP")
                && !sdp.contains("SAVP")
                && !sdp.contains("a=fingerprint")
                && !sdp.contains("a=candidate")
                && !sdp.contains("a=ice-")
                && !sdp.contains("a=rtcp-mux\r\n")
                && !sdp.contains("m=video 9 ");
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/platform", name))
                    .replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
