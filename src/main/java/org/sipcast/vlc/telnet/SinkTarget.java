package org.sipcast.vlc.telnet;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where one medium of a sink goes, and as what.
 *
 * @param address an IP literal, IPv6 without brackets
 * @param codec the protocol's name, for example {@code vp8}
 * @param ssrc as 32 bits
 * @param rtcpPort where RTCP goes; of no meaning if {@code rtcpMux}
 * @param packetizationMode of H.264, 0 or 1; of no meaning for other codecs
 * @param packetMilliseconds sound in a packet: 20, 40 or 60, or with G.711 also 30; of no meaning for video
 * @param resend what becomes of packets that the viewer misses
 * @param keysPayloadType the payload type of the telephone events by which the viewer presses keys; 0 if there are none
 * @param latch whether it may go elsewhere
 * @param from where another VLC has left the stream, by its {@link MediumCounters#at}; null for one that begins
 */
public record SinkTarget(
        String address,
        int port,
        String codec,
        int payloadType,
        int ssrc,
        int rtcpPort,
        boolean rtcpMux,
        int packetizationMode,
        int packetMilliseconds,
        Resend resend,
        int keysPayloadType,
        Latch latch,
        @Nullable String from) {

    /** One that begins, and goes where it is said; its viewer presses no keys. */
    public SinkTarget(
            String address,
            int port,
            String codec,
            int payloadType,
            int ssrc,
            int rtcpPort,
            boolean rtcpMux,
            int packetizationMode,
            int packetMilliseconds,
            Resend resend) {
        this(
                address,
                port,
                codec,
                payloadType,
                ssrc,
                rtcpPort,
                rtcpMux,
                packetizationMode,
                packetMilliseconds,
                resend,
                0,
                Latch.OFF,
                null);
    }

    String words() {
        return CommandWords.endpoint(address, port)
                + ",codec=" + CommandWords.codec(codec)
                + ",pt=" + CommandWords.payloadType(payloadType)
                + ",ssrc=" + HexFormat.of().toHexDigits(ssrc)
                + CommandWords.packets(codec, packetizationMode, packetMilliseconds)
                + resend.words()
                + (keysPayloadType == 0 ? "" : ",events=" + CommandWords.payloadType(keysPayloadType))
                + ",rtcp=" + (rtcpMux ? "mux" : CommandWords.port(rtcpPort))
                + latch.words()
                + (from == null ? "" : ",from=" + CommandWords.position(from));
    }
}
