package org.sipcast.sdp;

/**
 * One medium as offer and answer agreed on it, seen from our side.
 *
 * @param payloadType the offer's RTP payload type for the codec, 0 to 127
 * @param address where we send: an IP literal, IPv6 without brackets; {@code 0.0.0.0} or {@code ::} only on hold
 * @param port where we send RTP, 1 to 65535
 * @param rtcpPort where we send RTCP; equal to {@code port} if {@code rtcpMux}
 * @param rtcpMux RTP and RTCP share one port (RFC 5761)
 * @param direction ours, as the answer says it: {@code SENDONLY}, {@code SENDRECV}, or {@code INACTIVE} on hold
 */
public record NegotiatedStream(
        Codec codec, int payloadType, String address, int port, int rtcpPort, boolean rtcpMux, Direction direction) {

    public boolean onHold() {
        return direction == Direction.INACTIVE;
    }
}
