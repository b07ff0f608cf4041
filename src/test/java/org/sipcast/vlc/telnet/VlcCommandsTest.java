package org.sipcast.vlc.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VlcCommandsTest {
    private static final String VIDEO =
            "packets=10 octets=9000 ms=400 drops=1 rtcp-age=120 lost=-2 jitter=3 bye=yes first-age=- at=9:8";
    private static final String AUDIO =
            "packets=20 octets=3200 ms=401 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- at=9:8";
    private static final MediumCounters VIDEO_COUNTERS = new MediumCounters(
            10, 9000, Duration.ofMillis(400), 1, Duration.ofMillis(120), -2L, Duration.ofMillis(3), true, null, "9:8");
    private static final MediumCounters AUDIO_COUNTERS =
            new MediumCounters(20, 3200, Duration.ofMillis(401), 0, null, null, null, false, null, "9:8");

    private final Wire wire = new Wire();
    private final VlcCommands commands = new VlcCommands(wire);

    /** Answers one prepared reply to every command and keeps the commands. */
    private static final class Wire implements CommandLine {
        private final List<String> lines = new ArrayList<>();
        private Reply reply = new Reply(List.of(), "");
        private boolean closed;

        @Override
        public Reply command(String line) {
            lines.add(line);
            return reply;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void answer(String words, String... data) {
        wire.reply = new Reply(List.of(data), words);
    }

    @Test
    void opensAHub() {
        answer("video=20000 audio=20002");
        assertThat(commands.openHub("livetv", null)).isEqualTo(new HubPorts(20_000, 20_002));
        assertThat(wire.lines).containsExactly("hub open livetv");
    }

    @Test
    void leasesAHubForWholeSecondsRoundedUp() {
        commands.leaseHub("livetv", Duration.ofMillis(14_001));
        assertThat(wire.lines).containsExactly("hub lease livetv 15");
        assertThatThrownBy(() -> commands.leaseHub("livetv", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> commands.leaseHub("livetv", Duration.ofHours(2)))
                .hasMessage("a lease is 1 to 3600, not 7200");
    }

    @Test
    void closesAHub() {
        commands.closeHub("livetv");
        assertThat(wire.lines).containsExactly("hub close livetv");
    }

    @Test
    void listsHubs() {
        answer(
                "",
                "hub livetv source=open sinks=3 lease=14000 position=1200 source-age=70",
                "hub a.b-c_d source=none sinks=0 lease=- position=0 source-age=-");
        assertThat(commands.listHubs())
                .containsExactly(
                        new HubStatus(
                                "livetv",
                                SourceState.OPEN,
                                3,
                                Duration.ofSeconds(14),
                                Duration.ofMillis(1200),
                                Duration.ofMillis(70)),
                        new HubStatus("a.b-c_d", SourceState.NONE, 0, null, Duration.ZERO, null));
        assertThat(wire.lines).containsExactly("hub list");
    }

    @Test
    void readsTheStatsOfAHub() {
        answer(
                "source=open branches=vp8,opus sinks=3 lease=9 packets=1 octets=2 syscalls=3 drops=4 keyframes=5 source-age=6");
        assertThat(commands.hubStats("livetv"))
                .isEqualTo(new HubStats(
                        SourceState.OPEN,
                        Set.of("vp8", "opus"),
                        3,
                        Duration.ofMillis(9),
                        1,
                        2,
                        3,
                        4,
                        5,
                        Duration.ofMillis(6)));
        answer("source=none branches= sinks=0 lease=9 packets=0 octets=0 syscalls=0 drops=0 keyframes=0 source-age=-");
        assertThat(commands.hubStats("livetv").branches()).isEmpty();
        assertThat(wire.lines).containsOnly("hub stats livetv");
    }

    @Test
    void opensASource() {
        commands.openSource(
                "livetv",
                new SourceRequest(
                        true, false, Duration.ofMillis(200), "file:///film%20one.mkv", "#gate{hub=livetv,codec=vp8}"));
        commands.openSource(
                "livetv", new SourceRequest(false, true, Duration.ZERO, "udp://@239.0.0.1:1234", "#fanout"));
        assertThat(wire.lines)
                .containsExactly(
                        "source open livetv start=pause repeat=no cache=200 mrl=file:///film%20one.mkv"
                                + " chain=#gate{hub=livetv,codec=vp8}",
                        "source open livetv start=play repeat=yes cache=0 mrl=udp://@239.0.0.1:1234 chain=#fanout");
    }

    @Test
    void playsPausesSeeksAndClosesASource() {
        commands.playSource("livetv");
        commands.pauseSource("livetv");
        commands.seekSource("livetv", Duration.ofSeconds(90));
        commands.closeSource("livetv");
        assertThat(wire.lines)
                .containsExactly(
                        "source play livetv", "source pause livetv", "source seek livetv 90", "source close livetv");
    }

    @Test
    void readsTheStateOfASource() {
        answer("source=paused position=0 length=600000");
        assertThat(commands.sourceState("livetv"))
                .isEqualTo(new SourceStatus(SourceState.PAUSED, Duration.ZERO, Duration.ofMinutes(10)));
        assertThat(wire.lines).containsExactly("source state livetv");
    }

    @Test
    void addsASink() {
        SinkTarget video = new SinkTarget("192.0.2.7", 5004, "vp8", 96, 0xDEADBEEF, 5004, true, 0, 20, Resend.NOTHING);
        SinkTarget audio = new SinkTarget("2001:db8::7", 5006, "pcma", 8, 42, 5007, false, 0, 20, Resend.NOTHING);
        commands.addSink("livetv", "viewer", video, audio, SinkStart.GOP, false);
        commands.addSink("livetv", "viewer", null, audio, SinkStart.NOW, true);
        assertThat(wire.lines)
                .containsExactly(
                        "sink add livetv viewer video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=deadbeef,rtcp=mux"
                                + " audio=[2001:db8::7]:5006,codec=pcma,pt=8,ssrc=0000002a,rtcp=5007 start=gop",
                        "sink add livetv viewer audio=[2001:db8::7]:5006,codec=pcma,pt=8,ssrc=0000002a,rtcp=5007"
                                + " start=now paused");
        assertThatThrownBy(() -> commands.addSink("livetv", "viewer", null, null, SinkStart.KEY, false))
                .hasMessage("a sink needs video or audio");
    }

    @Test
    void saysHowASinkIsSentItsMediaWhereThatIsUnusual() {
        SinkTarget video = new SinkTarget("192.0.2.7", 5004, "h264", 96, 1, 5004, true, 0, 0, Resend.NOTHING);
        SinkTarget audio = new SinkTarget("192.0.2.7", 5006, "pcmu", 0, 2, 5007, false, 0, 30, Resend.NOTHING);
        SinkTarget usual = new SinkTarget("192.0.2.7", 5004, "h264", 96, 1, 5004, true, 1, 0, Resend.NOTHING);
        commands.addSink("livetv", "viewer", video, audio, SinkStart.GOP, false);
        commands.addSink("livetv", "viewer", usual, null, SinkStart.GOP, false);
        assertThat(wire.lines)
                .containsExactly(
                        "sink add livetv viewer video=192.0.2.7:5004,codec=h264,pt=96,ssrc=00000001,mode=0,rtcp=mux"
                                + " audio=192.0.2.7:5006,codec=pcmu,pt=0,ssrc=00000002,ptime=30,rtcp=5007 start=gop",
                        "sink add livetv viewer video=192.0.2.7:5004,codec=h264,pt=96,ssrc=00000001,rtcp=mux"
                                + " start=gop");
    }

    @Test
    void saysInWhichPacketsTheViewerPressesKeys() {
        SinkTarget audio = new SinkTarget(
                "192.0.2.7", 5006, "pcma", 8, 2, 5007, true, 0, 20, Resend.AS_THEY_WERE, 101, Latch.OFF, null);
        commands.addSink("livetv", "viewer", null, audio, SinkStart.GOP, false);
        assertThat(wire.lines)
                .containsExactly("sink add livetv viewer"
                        + " audio=192.0.2.7:5006,codec=pcma,pt=8,ssrc=00000002,nack=yes,events=101,rtcp=mux start=gop");
    }

    @Test
    void pausesAndResumesASink() {
        commands.pauseSink("livetv", "viewer");
        commands.resumeSink("livetv", "viewer");
        assertThat(wire.lines).containsExactly("sink pause livetv viewer", "sink resume livetv viewer");
    }

    @Test
    void deletesASinkAndReadsItsCounters() {
        answer("video " + VIDEO + " audio " + AUDIO);
        assertThat(commands.deleteSink("livetv", "viewer")).isEqualTo(new SinkCounters(VIDEO_COUNTERS, AUDIO_COUNTERS));
        answer("audio " + AUDIO);
        assertThat(commands.deleteSink("livetv", "viewer")).isEqualTo(new SinkCounters(null, AUDIO_COUNTERS));
        answer("absent");
        assertThat(commands.deleteSink("livetv", "viewer")).isEqualTo(SinkCounters.NONE);
        assertThat(wire.lines).containsOnly("sink del livetv viewer");
    }

    @Test
    void listsTheSinksOfAHub() {
        answer("", "sink one video " + VIDEO, "sink one audio " + AUDIO, "sink two audio " + AUDIO);
        assertThat(commands.listSinks("livetv"))
                .isEqualTo(Map.of(
                        "one", new SinkCounters(VIDEO_COUNTERS, AUDIO_COUNTERS),
                        "two", new SinkCounters(null, AUDIO_COUNTERS)));
        assertThat(wire.lines).containsExactly("sink list livetv");
    }

    @Test
    void endsVlc() {
        commands.shutdown();
        assertThat(wire.lines).containsExactly("shutdown");
    }

    @Test
    void doesNotMindWordsOfANewerVlc() {
        answer("video=20000 audio=20002 text=20004");
        assertThat(commands.openHub("livetv", null)).isEqualTo(new HubPorts(20_000, 20_002));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "video=20000",
                "video=20000 audio=0",
                "video=20000 audio=65536",
                "video=20000 audio=-1",
                "video=20000 audio=20002 audio=20004",
                "video=20000  audio=20002",
                "video=20000 audio",
                "video=99999999999999999999 audio=1"
            })
    void closesTheConnectionAfterAReplyThatMakesNoSense(String words) {
        answer(words);
        assertThatThrownBy(() -> commands.openHub("livetv", null)).isInstanceOf(VlcGoneException.class);
        assertThat(wire.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x " + VIDEO, "video " + VIDEO + " video " + VIDEO, "video packets=1"})
    void closesTheConnectionAfterCountersThatMakeNoSense(String words) {
        answer(words);
        assertThatThrownBy(() -> commands.deleteSink("livetv", "viewer")).isInstanceOf(VlcGoneException.class);
        assertThat(wire.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "a\nshutdown", "a/b", "ä", "a{b}", "a,b", "a=b"})
    void putsNoOtherWordsIntoNames(String name) {
        assertThatThrownBy(() -> commands.openHub(name, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> commands.pauseSink("livetv", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> commands.openHub("x".repeat(65), null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "0x7f000001",
                "127.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "ff02::1",
                "fe80::1%eth0",
                "1.2.3.4 x",
                "::1\n",
                "[::1]",
                "::g",
                "1:2",
                ""
            })
    void sendsToTheAddressOfOneReceiverOnly(String address) {
        SinkTarget target = new SinkTarget(address, 5004, "vp8", 96, 1, 5004, true, 0, 20, Resend.NOTHING);
        assertThatThrownBy(() -> commands.addSink("livetv", "viewer", target, null, SinkStart.GOP, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.lines).isEmpty();
    }

    @Test
    void saysWhatBecomesOfPacketsThatAreMissedAndWhereToTheStreamMayGo() {
        SinkTarget video = new SinkTarget(
                "192.0.2.7",
                5004,
                "vp8",
                96,
                1,
                5004,
                true,
                0,
                0,
                new Resend.InAStreamOfTheirOwn(97, -2),
                0,
                Latch.ANY,
                null);
        SinkTarget audio = new SinkTarget("192.0.2.7", 5006, "opus", 111, 2, 5007, false, 0, 20, Resend.AS_THEY_WERE);
        commands.addSink("livetv", "viewer", video, audio, SinkStart.GOP, false);
        assertThat(wire.lines)
                .containsExactly(
                        "sink add livetv viewer video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=00000001,rtx=97:fffffffe,rtcp=mux,latch=any"
                                + " audio=192.0.2.7:5006,codec=opus,pt=111,ssrc=00000002,nack=yes,rtcp=5007 start=gop");
    }

    @Test
    void aStreamGoesOnFromWhereAnotherVlcHasLeftIt() {
        SinkTarget video = new SinkTarget(
                "192.0.2.7", 5004, "vp8", 96, 1, 5004, true, 0, 0, Resend.NOTHING, 0, Latch.OFF, "65535:4294967295:7");
        commands.addSink("livetv", "viewer", video, null, SinkStart.GOP, false);
        assertThat(wire.lines)
                .containsExactly("sink add livetv viewer video=192.0.2.7:5004,codec=vp8,pt=96,ssrc=00000001,rtcp=mux,"
                        + "from=65535:4294967295:7 start=gop");
        for (String moved : List.of("1:2@192.0.2.9:7", "1:2:3@[2001:db8::1]:7+[2001:db8::1]:8", "1:2+192.0.2.9:7")) {
            commands.addSink("livetv", "viewer", goingOnFrom(moved), null, SinkStart.GOP, false);
            assertThat(wire.lines).last().asString().contains(",latch=address,from=" + moved + " start");
        }
        for (String wrong : List.of("1:2 paused", "1:2@host:7", "1:2@192.0.2.9:7,tap=127.0.0.1:9", "1:2@")) {
            assertThatThrownBy(
                            () -> commands.addSink("livetv", "viewer", goingOnFrom(wrong), null, SinkStart.GOP, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static SinkTarget goingOnFrom(String position) {
        return new SinkTarget(
                "192.0.2.7", 5004, "vp8", 96, 1, 5004, true, 0, 0, Resend.NOTHING, 0, Latch.ADDRESS, position);
    }

    @Test
    void opensAHubWithTheWantedPorts() {
        answer("video=20004 audio=20006");
        assertThat(commands.openHub("livetv", new HubPorts(20_004, 20_006))).isEqualTo(new HubPorts(20_004, 20_006));
        assertThat(wire.lines).containsExactly("hub open livetv video=20004 audio=20006");
    }

    @Test
    void keepsNumbersWithinTheirBounds() {
        for (SinkTarget wrong : List.of(
                new SinkTarget("192.0.2.7", 0, "vp8", 96, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 65_536, "vp8", 96, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "vp8", 128, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "vp8", 72, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "vp8", -1, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "vp9", 96, 1, 5004, true, 0, 20, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "h264", 96, 1, 5004, true, 2, 0, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "pcma", 8, 1, 5004, true, 0, 0, Resend.NOTHING),
                new SinkTarget("192.0.2.7", 5004, "vp8", 96, 1, 0, false, 0, 20, Resend.NOTHING))) {
            assertThatThrownBy(() -> commands.addSink("livetv", "viewer", wrong, null, SinkStart.GOP, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(wire.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film.mkv",
                "vlc://quit",
                "file:///a b",
                "file:///a\nshutdown",
                "file:///a\"b",
                "file:///a'b",
                "file:///a\\b",
                "FILE:///a",
                "file:///ä",
                ""
            })
    void opensNoSourceThatCouldBeACommand(String mrl) {
        SourceRequest source = new SourceRequest(true, false, Duration.ZERO, mrl, "#fanout");
        assertThatThrownBy(() -> commands.openSource("livetv", source)).isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fanout",
                "#std{access=file,dst=x}",
                "#rtp",
                "#fanout:std",
                "#gate:",
                "#gate::fanout",
                "#duplicate{dst=std}",
                "#duplicate{dst=gate:rtp,select=video}",
                "#duplicate{dst=gate,select=text}",
                "#duplicate{dst=gate,delay=5}",
                "#duplicate{dst=duplicate{dst=display}}",
                "#transcode{vcodec=VP80",
                "#transcode}",
                "#gate{hub=a}x",
                "#gate{hub=/etc/passwd}",
                "#gate fanout",
                "#gate\nshutdown",
                "#gate{a='b'}"
            })
    void opensNoChainWithOtherStreamOutputs(String chain) {
        SourceRequest source = new SourceRequest(true, false, Duration.ZERO, "file:///film.mkv", chain);
        assertThatThrownBy(() -> commands.openSource("livetv", source)).isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.lines).isEmpty();
    }

    @Test
    void sendsNoLineThatIsTooLong() {
        SourceRequest source =
                new SourceRequest(true, false, Duration.ZERO, "file:///film.mkv", "#gate" + ":gate".repeat(900));
        assertThatThrownBy(() -> commands.openSource("livetv", source)).hasMessageContaining("longer than 4096");
        assertThat(wire.lines).isEmpty();
    }
}
