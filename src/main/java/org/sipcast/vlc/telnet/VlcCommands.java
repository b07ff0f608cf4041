package org.sipcast.vlc.telnet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one VLC, as vlc-patches/README.md defines them. Each throws {@link IllegalArgumentException}, and
 * sends nothing, if a value is not fit for a command; {@link VlcGoneException} if no reply came that can be understood;
 * {@link VlcRefusedException} if VLC declined.
 */
public final class VlcCommands {
    private final CommandLine vlc;

    public VlcCommands(CommandLine vlc) {
        this.vlc = vlc;
    }

    /** Opens a hub, or finds it open, perhaps with other ports than the wanted ones; null if any will do. */
    public HubPorts openHub(String hub, @Nullable HubPorts wanted) {
        return ask(
                "hub open " + CommandWords.name(hub) + (wanted == null ? "" : wanted.words()),
                reply -> HubPorts.of(Fields.of(reply.words())));
    }

    /** Its sinks stop unless this comes again within {@code lease}, 1 s to 1 h. */
    public void leaseHub(String hub, Duration lease) {
        tell("hub lease " + CommandWords.name(hub) + " " + CommandWords.leaseSeconds(lease));
    }

    /** It reports what its sinks get to this UDP port of this machine, again and again, 100 ms to 60 s. */
    public void reportHub(String hub, int port, ReportToken token, Duration interval) {
        tell("hub reports " + CommandWords.name(hub) + " " + CommandWords.endpoint("127.0.0.1", port) + " "
                + token.word() + " every=" + CommandWords.reportMilliseconds(interval));
    }

    /** When it returns, sinks, sockets and threads of the hub are gone. */
    public void closeHub(String hub) {
        tell("hub close " + CommandWords.name(hub));
    }

    public List<HubStatus> listHubs() {
        return ask("hub list", reply -> {
            List<HubStatus> hubs = new ArrayList<>();
            for (String line : reply.data()) {
                hubs.add(HubStatus.of(line));
            }
            return hubs;
        });
    }

    public HubStats hubStats(String hub) {
        return ask("hub stats " + CommandWords.name(hub), reply -> HubStats.of(Fields.of(reply.words())));
    }

    /** Returns before the source is open: see {@link #sourceState}. */
    public void openSource(String hub, SourceRequest source) {
        tell("source open " + CommandWords.name(hub)
                + " start=" + (source.paused() ? "pause" : "play")
                + " repeat=" + (source.repeat() ? "yes" : "no")
                + " cache=" + CommandWords.cacheMilliseconds(source.cache())
                + " mrl=" + CommandWords.mrl(source.mrl())
                + " chain=" + ChainGrammar.chain(source.chain()));
    }

    public void playSource(String hub) {
        tell("source play " + CommandWords.name(hub));
    }

    public void pauseSource(String hub) {
        tell("source pause " + CommandWords.name(hub));
    }

    public void seekSource(String hub, Duration position) {
        tell("source seek " + CommandWords.name(hub) + " " + CommandWords.seconds(position));
    }

    public SourceStatus sourceState(String hub) {
        return ask("source state " + CommandWords.name(hub), reply -> SourceStatus.of(Fields.of(reply.words())));
    }

    public void closeSource(String hub) {
        tell("source close " + CommandWords.name(hub));
    }

    /** Adds a sink with video, audio or both; {@code paused} holds for a new one only, until it is resumed. */
    public void addSink(
            String hub,
            String sink,
            @Nullable SinkTarget video,
            @Nullable SinkTarget audio,
            SinkStart start,
            boolean paused) {
        if (video == null && audio == null) {
            throw new IllegalArgumentException("a sink needs video or audio");
        }
        tell("sink add " + CommandWords.name(hub) + " " + CommandWords.name(sink)
                + (video == null ? "" : " video=" + video.words())
                + (audio == null ? "" : " audio=" + audio.words())
                + " start=" + start.word()
                + (paused ? " paused" : ""));
    }

    public void pauseSink(String hub, String sink) {
        tell("sink pause " + CommandWords.name(hub) + " " + CommandWords.name(sink));
    }

    public void resumeSink(String hub, String sink) {
        tell("sink resume " + CommandWords.name(hub) + " " + CommandWords.name(sink));
    }

    /** Answers the final counters, {@link SinkCounters#NONE} if there is no such sink. */
    public SinkCounters deleteSink(String hub, String sink) {
        return ask(
                "sink del " + CommandWords.name(hub) + " " + CommandWords.name(sink),
                reply -> SinkCounters.of(reply.words()));
    }

    /** All sinks of a hub by name. */
    public Map<String, SinkCounters> listSinks(String hub) {
        return ask("sink list " + CommandWords.name(hub), reply -> {
            Map<String, SinkCounters> sinks = new LinkedHashMap<>();
            for (String line : reply.data()) {
                SinkCounters.addLine(line, sinks);
            }
            return sinks;
        });
    }

    /** Ends the VLC. */
    public void shutdown() {
        tell("shutdown");
    }

    private interface Reading<T> {
        T read(Reply reply) throws MalformedReplyException;
    }

    private void tell(String line) {
        vlc.command(CommandWords.line(line));
    }

    private <T> T ask(String line, Reading<T> reading) {
        Reply reply = vlc.command(CommandWords.line(line));
        try {
            return reading.read(reply);
        } catch (MalformedReplyException e) {
            vlc.close();
            throw new VlcGoneException("VLC's reply is not understood: " + e.getMessage(), e);
        }
    }
}
