package org.sipcast.vlc.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubReportTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final ReportToken TOKEN = ReportToken.random();
    private static final String HEADER =
            "sipcast-report 1 hub=livetv vlc=4711 token=" + TOKEN.word() + " time=1767225599000 source-age=40\n";
    private static final String VIDEO =
            "sink one video packets=10 octets=9000 ms=400 drops=1 rtcp-age=120 lost=-2 jitter=3 bye=no first-age=- at=9:8\n";
    private static final String AUDIO =
            "sink one audio packets=20 octets=3200 ms=401 drops=0 rtcp-age=90 lost=- jitter=- bye=yes first-age=- at=9:8\n";
    private static final String SILENT =
            "sink two audio packets=0 octets=0 ms=0 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- at=9:8\n";

    @Test
    void aReportTellsOfEachSinkWithAllOfItsMedia() throws Exception {
        HubReport report = read(HEADER + VIDEO + AUDIO + SILENT);

        assertThat(report.hub()).isEqualTo("livetv");
        assertThat(report.sourceAge()).isEqualTo(Duration.ofMillis(40));
        SinkCounters one = report.sinks().getOrDefault("one", SinkCounters.NONE);
        SinkCounters two = report.sinks().getOrDefault("two", SinkCounters.NONE);
        assertThat(one.toMap().get("video")).containsAllEntriesOf(Map.of("packets", 10L, "lost", -2L));
        assertThat(one.rtcpAge()).isEqualTo(Duration.ofMillis(90));
        assertThat(one.saidBye()).isTrue();
        assertThat(one.positions()).isEqualTo(Map.of("video", "9:8", "audio", "9:8"));
        assertThat(two.rtcpAge()).isNull();
        assertThat(two.saidBye()).isFalse();
    }

    @Test
    void aReportTellsWhichKeysWerePressed() throws Exception {
        HubReport report =
                read(HEADER + VIDEO + AUDIO.replace("first-age=-", "first-age=- keys=00c0ffee:3:5#*") + SILENT);

        assertThat(report.sinks().getOrDefault("one", SinkCounters.NONE).keys())
                .isEqualTo(new PressedKeys("00c0ffee", 3, "5#*"));
        assertThat(report.sinks().getOrDefault("two", SinkCounters.NONE).keys()).isNull();
        assertThatThrownBy(() -> read(HEADER + AUDIO.replace("first-age=-", "first-age=- keys=5")))
                .isInstanceOf(RefusedReportException.class);
    }

    @Test
    void aHubWithoutSinksAndSourceReportsAsWell() throws Exception {
        HubReport report = read(HEADER.replace("source-age=40", "source-age=-"));

        assertThat(report.sinks()).isEmpty();
        assertThat(report.sourceAge()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "hello world\n",
                "sipcast-report 2 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-",
                "sipcast-report 1 hub=livetv vlc=1 time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN token=TOKEN time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=00000000000000000000000000000000 time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token= time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=../etc vlc=1 token=TOKEN time=1767225599000 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=now source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=999999999999999999 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225589999 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225610001 source-age=-\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-1\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-\nsink one\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-\n\n\n\nx\n",
                "sipcast-report 1 hub=livetv vlc=1 token=TOKEN time=1767225599000 source-age=-\nsink one text packets=1\n",
            })
    void whatIsNoReportOfOursIsRefused(String text) {
        assertThatThrownBy(() -> read(text.replace("TOKEN", TOKEN.word())))
                .isInstanceOf(RefusedReportException.class)
                .hasMessageNotContaining(TOKEN.word());
    }

    @Test
    void aSinkThatIsOutOfFormSpoilsItsReport() {
        for (String line : new String[] {
            VIDEO + VIDEO,
            VIDEO.replace("bye=no first-age=-", "bye=maybe"),
            VIDEO.replace(" bye=no first-age=-", ""),
            VIDEO.replace("packets=10", "packets=-1"),
            VIDEO.replace("packets=10", "packets=1000000000000000000000"),
            VIDEO.replace("video", "\u0000"),
            "\n",
        }) {
            assertThatThrownBy(() -> read(HEADER + line)).isInstanceOf(RefusedReportException.class);
        }
        assertThatThrownBy(() -> read(HEADER + VIDEO.repeat(20))).isInstanceOf(RefusedReportException.class);
    }

    @Test
    void noDamageDoesMoreThanToHaveAReportRefused() {
        Random random = new Random(1);
        byte[] whole = (HEADER + VIDEO + AUDIO + SILENT).getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                HubReport.read(damaged, TOKEN, NOW);
            } catch (RefusedReportException e) {
                assertThat(e).hasMessageNotContaining(TOKEN.word());
            }
        }
    }

    @Test
    void aTokenShowsItselfToNobody() {
        assertThat(TOKEN).hasToString("(secret)");
        assertThat(TOKEN.word())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(ReportToken.random().word());
    }

    private static HubReport read(String text) throws RefusedReportException {
        return HubReport.read(text.getBytes(StandardCharsets.ISO_8859_1), TOKEN, NOW);
    }
}
