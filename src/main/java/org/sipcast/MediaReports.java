package org.sipcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.EndCause;
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
    private final Duration question;
    private final Clock clock;
    private Instant nextWarning = Instant.MIN;
    private long refused;

    /**
     * @param silence how long a viewer's RTCP may be absent, once he has sent some
     * @param question how long a viewer may prove in no way that he is there before he is asked
     */
    public MediaReports(CallRegistry calls, ReportToken token, Duration silence, Duration question, Clock clock) {
        this.calls = calls;
        this.token = token;
        this.silence = silence;
        this.question = question;
        this.clock = clock;
    }

    /** Reads a datagram; null if it is none of ours. */
    public @Nullable HubReport read(byte[] datagram) {
        try {
            return HubReport.read(datagram, token, clock.instant());
        } catch (RefusedReportException e) {
            warn(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Takes a report. Answers the calls whose viewers have fallen silent and are to be asked now whether they are there. */
    public List<Call> silent(HubReport report) {
        Duration age = report.age(clock.instant());
        List<ViewerReport> viewers = new ArrayList<>();
        report.sinks()
                .forEach((call, sink) -> viewers.add(new ViewerReport(
                        call,
                        sink.toMap(),
                        sink.positions(),
                        older(sink.firstPacketAge(), age),
                        older(sink.rtcpAge(), age),
                        sink.saidBye())));
        return calls.heard(viewers, silence);
    }

    private static @Nullable Duration older(@Nullable Duration age, Duration by) {
        return age == null ? null : age.plus(by);
    }

    /** The calls whose viewers have proven in no way for a while that they are there, and are to be asked now. */
    public List<Call> unproven() {
        return calls.unproven(question);
    }

    /** Whether a call lasts and its viewer is still silent; one who sends no RTCP, if he was asked before, and in vain. */
    public boolean isSilent(String call) {
        return calls.isSilent(call, silence)
                || (calls.find(call) != null && !calls.isProven(call, question.multipliedBy(2)));
    }

    /** Whether a call lasts whose viewer may be there or not: nothing has proven it lately, and nothing has refuted it. */
    public boolean isInDoubt(String call, EndCause cause) {
        return cause != EndCause.VIEWER_LOST && calls.find(call) != null && !calls.isProven(call, trust(silence));
    }

    /** How long a proof of life holds: some viewers send RTCP every five seconds and more, and reports take a while, too. */
    static Duration trust(Duration silence) {
        return silence.multipliedBy(2);
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
