package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's csv module reads from a file is what was meant. */
class CsvFileTest {
    private static final String STOPPED =
            """
            {"specversion":"1.0","id":"c/stopped","source":"/sipcast/n","type":"org.sipcast.call.stopped.v1","subject":"c",
            "time":"2026-01-31T20:15:00.123Z","datacontenttype":"application/json","sequence":"0000000000000000042","previoushash":"9b",
            "data":{"call":"c","sipCallId":"id@host","channel":"livetv","called":"sip:livetv@tv.example.org:5080;user=phone",
            "caller":"\\"Ann\\" <sip:ann:secret@example.org;transport=tcp>","identity":"sip:+4312345@example.org",
            "codecs":{"video":"VP8","audio":"opus"},"answeredAt":"2026-01-31T20:13:00Z","firstPacketAt":"2026-01-31T20:13:00.080Z",
            "lastProofOfLifeAt":"2026-01-31T20:14:59.900Z","endedAt":"2026-01-31T20:15:00.123Z","billableMilliseconds":61234,
            "timeToFirstPacketMilliseconds":80,"pauses":{"count":1,"milliseconds":5000},
            "sent":{"video":{"packets":7,"octets":700,"milliseconds":61234},"audio":{}},
            "received":{"video":{"lossPercent":0.1,"jitterMilliseconds":2}},
            "endedBy":"viewer","cause":"VIEWER_HUNG_UP","incomplete":false,"node":"n","software":"sipcast/1.0.0"}}
            """;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void theFieldsOfTheFamiliarExportAreAtTheirPlaces() throws Exception {
        List<List<String>> lines = read(STOPPED);

        assertThat(lines.get(0)).containsExactly("1", "1", "42", "42");
        List<String> line = lines.get(1);
        assertThat(line).hasSize(CsvField.values().length);
        assertThat(line.subList(0, 3)).containsExactly("42", "2026-01-31 20:15:00.123", "0");
        assertThat(line.subList(8, 11)).containsExactly("+4312345", "example.org", "+4312345");
        assertThat(line.subList(19, 24))
                .containsExactly("livetv", "tv.example.org", "livetv", "tv.example.org", "livetv");
        assertThat(line.subList(26, 35))
                .containsExactly(
                        "call", "ok", "200", "", "2026-01-31 20:13:00.000", "61.234", "id@host", "unrated", "");
        assertThat(line.subList(59, 63)).containsExactly("c/stopped", "stopped", "n", "c");
        assertThat(field(line, CsvField.CALLER)).isEqualTo("\"Ann\" <sip:ann:secret@example.org;transport=tcp>");
        assertThat(field(line, CsvField.BILLABLE_MILLISECONDS)).isEqualTo("61234");
        assertThat(field(line, CsvField.SENT_AUDIO_PACKETS)).isEmpty();
        assertThat(field(line, CsvField.RECEIVED_VIDEO_LOSS_PERCENT)).isEqualTo("0.1");
        assertThat(field(line, CsvField.INCOMPLETE)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil\")",
                "+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "'=1",
                "  =1+1",
                "\u00a0@SUM(A1)",
                "a,b;c\td",
                "line\nfeed\r\n\"quoted\"\", 'single'",
                "\"",
                " padded ",
                "\u2028\u0085 und Öl 🎬",
                "",
                "+4312345",
                "-7.5",
            })
    void whatCallersCallThemselvesSurvivesAndIsNoFormula(String name) throws Exception {
        ObjectNode event = (ObjectNode) json.readTree(STOPPED);
        ((ObjectNode) event.path("data")).put("caller", name).put("sipCallId", name);

        String read = field(read(json.writeValueAsString(event)).get(1), CsvField.CALLER);
        assertThat(read.startsWith("'") ? read.substring(1) : read).isEqualTo(name);
        assertThat(read).doesNotMatch("(?s)[ \u00a0]*[=@\t\r].*").doesNotMatch("(?s)[+-].*[^0-9.].*");
    }

    @Test
    void aTextThatNamesNobodyLeavesUserAndDomainEmpty() {
        assertThat(SipParty.of("nonsense")).isEqualTo(new SipParty("", ""));
        assertThat(SipParty.of("sip:example.org")).isEqualTo(new SipParty("", "example.org"));
        assertThat(SipParty.of("SIPS:bob@[2001:db8::1]:5061")).isEqualTo(new SipParty("bob", "[2001:db8::1]"));
        assertThat(SipParty.of("sip:+43123;npdi@example.org")).isEqualTo(new SipParty("+43123", "example.org"));
        assertThat(SipParty.of("sip:+43123;rn=+4399:secret@example.org:5060;user=phone"))
                .isEqualTo(new SipParty("+43123", "example.org"));
        assertThat(SipParty.of("tel:+43-1-2345;phone-context=x")).isEqualTo(new SipParty("+43-1-2345", ""));
        assertThat(SipParty.of("sip:viewer@example.org;user=phone, \"x\""))
                .isEqualTo(new SipParty("viewer", "example.org"));
    }

    @Test
    void onlyWhatIsOverAndWhatIsCorrectedHasALineAndTheTrailerHolds() throws Exception {
        List<Map<String, Object>> records = new ArrayList<>();
        for (String event : List.of("started", "interim", "stopped", "corrected")) {
            records.add(Map.of("event", event, "json", STOPPED));
        }
        byte[] content = FileContent.of(new CsvFormat(), "n", 7, 10, records);
        Path file = Files.write(folder.resolve("records.csv"), content);
        List<List<String>> lines = python(file);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).containsExactly("1", "2", "7", "10");
        assertThat(lines.get(3).get(0)).isEqualTo("2");
        assertThat(lines.get(3).get(1)).isEqualTo(digest("sha256sum", file));
        assertThat(lines.get(3).get(2)).isEqualTo(digest("md5sum", file));
    }

    @SuppressWarnings("EnumOrdinal") // their order is the file's
    private static String field(List<String> line, CsvField field) {
        return line.get(field.ordinal());
    }

    private List<List<String>> read(String event) throws Exception {
        byte[] content =
                FileContent.of(new CsvFormat(), "n", 42, 42, List.of(Map.of("event", "stopped", "json", event)));
        return python(Files.write(folder.resolve("records.csv"), content));
    }

    private List<List<String>> python(Path file) throws Exception {
        String program =
                """
                import csv, json, sys
                with open(sys.argv[1], encoding='utf-8', newline='') as file:
                    sys.stdout.buffer.write(json.dumps(list(csv.reader(file, strict=True))).encode())
                """;
        return json.readValue(output("python3", "-c", program, file.toString()), new TypeReference<>() {});
    }

    /** Of all lines but the last, by the system's own program. */
    private static String digest(String program, Path file) throws Exception {
        return output("sh", "-c", "head -n -1 \"$1\" | " + program + " | cut -d' ' -f1", "sh", file.toString())
                .trim();
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
