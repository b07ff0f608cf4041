package org.sipcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.ViewerReport;
import org.sipcast.vlc.telnet.HubReport;
import org.sipcast.vlc.telnet.RefusedReportException;
import org.sipcast.vlc.telnet.ReportToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the calls what the hubs report of their viewers. Any program of this machine can send something that looks like it. */
public final class MediaReports {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReports.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final CallRegistry calls;
    private final ReportToken token;
    private final Duration silence;
    private final Clock clock;
    private Instant nextWarning = Instant.MIN;
    private long refused;

    /** @param silence how long a viewer's RTCP may be absent, once he has sent some */
    public MediaReports(CallRegistry calls, ReportToken token, Duration silence, Clock clock) {
        this.calls = calls;
        this.token = token;
        this.silence = silence;
        this.clock = clock;
    }

    /** Takes a datagram. Answers the calls whose viewers have fallen silent and are to be asked now whether they are there. */
    public List<Call> take(byte[] datagram) {
        try {
            HubReport report = HubReport.read(datagram, token, clock.instant());
            List<ViewerReport> viewers = new ArrayList<>();
            report.sinks()
                    .forEach((call, sink) -> viewers.add(new ViewerReport(
                            call, sink.toMap(), sink.firstPacketAge(), sink.rtcpAge(), sink.saidBye())));
            return calls.heard(viewers, silence);
        } catch (RefusedReportException e) {
            warn(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Whether a call lasts and its viewer is still silent. */
    public boolean isSilent(String call) {
        return calls.isSilent(call, silence);
    }

    private synchronized void warn(String reason) {
        refused++;
        Instant now = clock.instant();
        if (now.isBefore(nextWarning)) {
            return;
        }
        LOG.warn(
                "Refused what came to the port for media reports ({} times by now); the last time {}", refused, reason);
        nextWarning = now.plus(BETWEEN_WARNINGS);
    }
}
