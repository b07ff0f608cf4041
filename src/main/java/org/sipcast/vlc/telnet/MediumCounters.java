package org.sipcast.vlc.telnet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one medium of a sink has sent, and what its receiver says about it.
 *
 * @param packets RTP packets given to the kernel
 * @param octets their payload
 * @param media media time sent
 * @param drops packets not sent
 * @param rtcpAge since the last RTCP from there; null if there was none, as with the next two
 * @param lost packets lost on the way, as the receiver counts them; negative if some came twice (RFC 3550 section 6.4.1)
 * @param jitter of their arrival
 * @param saidBye whether the receiver has taken leave (RFC 3550 section 6.6), and sent no other report since
 * @param firstPacketAge since the first packet was sent; null if none was
 * @param at where its stream is, which another VLC can go on from
 * @param keys those that its receiver has pressed; null where none can come
 */
public record MediumCounters(
        long packets,
        long octets,
        Duration media,
        long drops,
        @Nullable Duration rtcpAge,
        @Nullable Long lost,
        @Nullable Duration jitter,
        boolean saidBye,
        @Nullable Duration firstPacketAge,
        String at,
        @Nullable PressedKeys keys) {

    /** One whose receiver presses no keys. */
    public MediumCounters(
            long packets,
            long octets,
            Duration media,
            long drops,
            @Nullable Duration rtcpAge,
            @Nullable Long lost,
            @Nullable Duration jitter,
            boolean saidBye,
            @Nullable Duration firstPacketAge,
            String at) {
        this(packets, octets, media, drops, rtcpAge, lost, jitter, saidBye, firstPacketAge, at, null);
    }

    /** The counters by name, durations in milliseconds; without those that the receiver never told. */
    Map<String, Long> toMap() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("packets", packets);
        counters.put("octets", octets);
        counters.put("milliseconds", media.toMillis());
        counters.put("drops", drops);
        if (lost != null) {
            counters.put("lost", lost);
        }
        if (jitter != null) {
            counters.put("jitterMilliseconds", jitter.toMillis());
        }
        return counters;
    }

    static MediumCounters of(Fields fields) throws MalformedReplyException {
        return new MediumCounters(
                fields.number("packets"),
                fields.number("octets"),
                fields.milliseconds("ms"),
                fields.number("drops"),
                fields.optionalMilliseconds("rtcp-age"),
                fields.optionalNumber("lost"),
                fields.optionalMilliseconds("jitter"),
                fields.yes("bye"),
                fields.optionalMilliseconds("first-age"),
                CommandWords.position(fields.text("at")),
                fields.has("keys") ? PressedKeys.of(fields.text("keys")) : null);
    }
}
