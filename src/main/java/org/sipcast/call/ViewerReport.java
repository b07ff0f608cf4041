package org.sipcast.call;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a hub says about one viewer.
 *
 * @param call the call's id, after which the sink is named
 * @param sent what the present sink has sent so far, by medium and name
 * @param positions where each of its streams is, by medium
 * @param firstPacketAge since the first packet was sent to him; null if none was, or it is not known
 * @param rtcpAge since the viewer's last RTCP; null if none has come
 * @param saidBye whether the viewer has taken leave by RTCP
 */
public record ViewerReport(
        String call,
        Map<String, Map<String, Long>> sent,
        Map<String, String> positions,
        @Nullable Duration firstPacketAge,
        @Nullable Duration rtcpAge,
        boolean saidBye) {}
