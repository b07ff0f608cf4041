package org.sipcast.sdp;

/**
 * One medium as offer and answer agreed on it, seen from our side.
 *
 * @param encode what is sent
 * @param payloadType the offer's RTP payload type for the codec, 0 to 127
 * @param address where we send: an IP literal, IPv6 without brackets; {@code 0.0.0.0} or {@code ::} only on hold
 * @param port where we send RTP, 1 to 65535
 * @param rtcpPort where we send RTCP; equal to {@code port} if {@code rtcpMux}
 * @param rtcpMux RTP and RTCP share one port (RFC 5761)
 * @param direction ours, as the answer says it: {@code SENDONLY}, {@code SENDRECV}, or {@code INACTIVE} on hold
 * @param packetMilliseconds sound in a packet: 20, 40 or 60, or with G.711 also 30; 0 for video
 * @param retransmission what becomes of packets that the viewer misses
 * @param keysPayloadType the payload type of telephone events (RFC 4733) that the viewer may send; 0 if none are to come
 */
public record NegotiatedStream(
        Encode encode,
        int payloadType,
        String address,
        int port,
        int rtcpPort,
        boolean rtcpMux,
        Direction direction,
        int packetMilliseconds,
        Retransmission retransmission,
        int keysPayloadType) {
    private static final int USUAL_MILLISECONDS = 20;

    /** A stream as it usually is: H.264 in packetization mode 1, sound in packets of 20 ms, nothing sent twice, no keys. */
    public NegotiatedStream(
            Codec codec,
            int payloadType,
            String address,
            int port,
            int rtcpPort,
            boolean rtcpMux,
            Direction direction) {
        this(
                Encode.of(codec).get(0),
                payloadType,
                address,
                port,
                rtcpPort,
                rtcpMux,
                direction,
                codec.medium() == Medium.AUDIO ? USUAL_MILLISECONDS : 0,
                Retransmission.NONE,
                0);
    }

    public Codec codec() {
        return encode.codec();
    }

    /** H.264's packetization mode (RFC 6184 section 6): 1, or 0 where a packet holds one whole NAL unit; else 0. */
    public int packetizationMode() {
        return encode.packetizationMode();
    }

    boolean hasAddress() {
        return !address.equals("0.0.0.0") && !address.equals("::");
    }

    public boolean onHold() {
        return direction == Direction.INACTIVE;
    }
}
