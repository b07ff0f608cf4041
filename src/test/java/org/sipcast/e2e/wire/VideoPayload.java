package org.sipcast.e2e.wire;

import java.util.Optional;

/** What payloads of video say about the picture. */
public final class VideoPayload {
    private static final int SPS = 7;
    private static final int STAP_A = 24;

    private VideoPayload() {}

    /** The level_idc of the SPS in a packet of H.264: alone (RFC 6184 section 5.6) or first in a STAP-A (section 5.7.1). */
    public static Optional<Integer> h264Level(RtpPacket packet) {
        int type = packet.octet(0) & 0x1f;
        if (type == SPS) {
            return Optional.of(packet.octet(3));
        }
        return type == STAP_A && (packet.octet(3) & 0x1f) == SPS ? Optional.of(packet.octet(6)) : Optional.empty();
    }

    /** Width and height, {@code 640x360}, where a key frame of VP8 begins (RFC 7741 section 4.3, RFC 6386 section 9.1). */
    public static Optional<String> vp8Size(RtpPacket packet) {
        int frame = vp8Frame(packet);
        boolean begins = (packet.octet(0) & 0x10) != 0;
        if (!begins || (packet.octet(frame) & 1) != 0) {
            return Optional.empty();
        }
        int width = (packet.octet(frame + 6) | packet.octet(frame + 7) << 8) & 0x3fff;
        int height = (packet.octet(frame + 8) | packet.octet(frame + 9) << 8) & 0x3fff;
        return Optional.of(width + "x" + height);
    }

    /** RFC 7741 section 4.2: where the frame goes on behind the descriptor. */
    private static int vp8Frame(RtpPacket packet) {
        if ((packet.octet(0) & 0x80) == 0) {
            return 1;
        }
        int extension = packet.octet(1);
        int pictureId = (extension & 0x80) == 0 ? 0 : (packet.octet(2) & 0x80) == 0 ? 1 : 2;
        return 2 + pictureId + ((extension & 0x40) == 0 ? 0 : 1) + ((extension & 0x30) == 0 ? 0 : 1);
    }
}
