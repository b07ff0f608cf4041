package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.program.FreePorts;
import org.sipcast.e2e.program.Program;
import org.sipcast.e2e.server.SipcastServer;

/** Metrics, alerts and the dashboard with Prometheus' own programs, and what {@code bin/sipcast} shows of a server that runs. */
class MonitoringIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path MONITORING = Path.of("conf/monitoring");
    private static final Pattern NAME = Pattern.compile("\\b(?:sipcast|jvm|process|system)_[a-z_0-9]+");

    @RegisterExtension
    static final SipcastServer SIPCAST = new SipcastServer("--sipcast.log.format=json");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void eachAlertIsSetOffByWhatItIsFor() {
        promtool("check", "config", MONITORING.resolve("prometheus.yml").toString());
        promtool("test", "rules", MONITORING.resolve("alerts.test.yml").toString());
    }

    @Test
    void prometheusReadsTheMetricsThatAlertsAndDashboardName() throws Exception {
        try (var phone = new PlainPhone(SIPCAST.sipAddress());
                var lost = new PlainPhone(SIPCAST.sipAddress())) {
            assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
            await("packets").atMost(LIMIT).until(() -> phone.video().packets() > 0);
            assertThat(get(SIPCAST.managementUrl() + "/observe/health/ready").statusCode())
                    .isEqualTo(200);
            await("the hub's report").atMost(LIMIT).until(() -> metrics()
                    .matches("(?s).*sipcast_packets_sent_total\\{channel=\"livetv\",medium=\"video\"} [1-9].*"));
            assertThat(lost.call("nowhere", lost.offer()).status()).isEqualTo(404);
            phone.hangUp();
            await("the call's outcome").atMost(LIMIT).until(() -> metrics()
                    .contains("{channel=\"livetv\",outcome=\"viewer_hung_up\"} 1.0"));
            fromNobody("MESSAGE");
            fromNobody("BYE");
            await("two refusals")
                    .atMost(LIMIT)
                    .until(() -> metrics().contains("sipcast_sip_refusals_total{status=\"481\"}")
                            && metrics().contains("sipcast_chat_refusals_total{status=\"403\"}"));
            var metrics = metrics();
            assertCheckedByPromtool(metrics);

            var wanted = new TreeSet<>(names(Files.readString(MONITORING.resolve("alerts.yml"))));
            wanted.addAll(names(Files.readString(MONITORING.resolve("grafana-dashboard.json"))));
            assertThat(names(metrics)).containsAll(wanted);

            int port = FreePorts.one();
            var configuration = folder.resolve("prometheus.yml");
            Files.writeString(
                    configuration,
                    Files.readString(MONITORING.resolve("prometheus.yml"))
                            .replace("127.0.0.1:9876", SIPCAST.managementUrl().substring("http://".length()))
                            .replace("15s", "1s")
                            .replace(
                                    "alerts.yml",
                                    MONITORING
                                            .resolve("alerts.yml")
                                            .toAbsolutePath()
                                            .toString()));
            try (var prometheus = Program.start(
                    folder.resolve("prometheus.log"),
                    Map.of(),
                    List.of(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port))) {
                await("a scrape").atMost(LIMIT).ignoreExceptions().until(() -> value(port, "up{job=\"sipcast\"}")
                        .equals("1"));
                assertThat(value(port, "sipcast_refusals_total{status=\"404\"}"))
                        .isEqualTo("1");
                assertThat(value(port, "sipcast_journal_writable")).isEqualTo("1");
                assertThat(prometheus.isAlive()).isTrue();
            }
        }
    }

    @Test
    void theShellShowsWhatRunsAndEveryLineOfACallHasItsId() throws Exception {
        try (var phone = new PlainPhone(SIPCAST.sipAddress())) {
            assertThat(phone.call("demo", phone.offer()).status()).isEqualTo(200);
            await("packets").atMost(LIMIT).until(() -> phone.video().packets() > 0);

            var calls = SIPCAST.command("calls");
            assertThat(calls).contains("CALL", "demo", "playing");
            assertThat(SIPCAST.command("channels")).contains("livetv", "Live TV", "on demand");
            var id = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}(?=  demo)").matcher(calls);
            assertThat(id.find()).isTrue();
            phone.hangUp();

            await("the last line").atMost(LIMIT).until(() -> SIPCAST.log().contains("ends: VIEWER_HUNG_UP"));
            var json = new ObjectMapper();
            var lines = SIPCAST.log()
                    .lines()
                    .map(line -> {
                        try {
                            return json.readTree(line);
                        } catch (IOException e) {
                            throw new AssertionError("not JSON: " + line, e);
                        }
                    })
                    .filter(line -> line.path("call").asText().equals(id.group()))
                    .toList();
            assertThat(lines)
                    .extracting(line -> line.path("message").asText().replaceAll(" call .*| \\S+ \\(.*\\)", ""))
                    .startsWith("Answering")
                    .hasSizeGreaterThanOrEqualTo(3);
            assertThat(lines)
                    .allSatisfy(
                            line -> assertThat(line.path("sipCallId").asText()).isEqualTo(phone.callId()));
        }
    }

    @Test
    void whoDrainsWaitsForTheLastCall() throws Exception {
        try (var server = new SipcastServer().start();
                var phone = new PlainPhone(server.sipAddress());
                var late = new PlainPhone(server.sipAddress())) {
            assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
            await("packets").atMost(LIMIT).until(() -> phone.video().packets() > 0);
            try (var drain = server.begin("drain")) {
                await("draining")
                        .atMost(LIMIT)
                        .until(() -> get(server.managementUrl() + "/observe/health/ready")
                                        .statusCode()
                                == 503);
                var refusal = late.call("livetv", late.offer());
                assertThat(refusal.status()).isEqualTo(503);
                assertThat(refusal.header("Retry-After")).isEqualTo("30");
                assertThat(drain.isAlive()).isTrue();

                phone.hangUp();
                assertThat(drain.awaitEnd(LIMIT)).isZero();
                assertThat(drain.output()).contains("Sipcast has ended");
            }
            assertThat(server.awaitEnd()).isZero();
            assertThat(server.recordsOf(phone.callId())).hasSize(2);
        }
    }

    /** A request of somebody who does not watch. */
    private static void fromNobody(String method) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(FreePorts.loopback(), 0))) {
            var request = String.join(
                    "\r\n",
                    method + " sip:livetv@127.0.0.1 SIP/2.0",
                    "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK-nobody-" + method,
                    "Max-Forwards: 70",
                    "From: <sip:nobody@127.0.0.1>;tag=1",
                    "To: <sip:livetv@127.0.0.1>" + (method.equals("BYE") ? ";tag=2" : ""),
                    "Call-ID: nobody-" + method,
                    "CSeq: 1 " + method,
                    "Content-Type: text/plain",
                    "Content-Length: 5",
                    "",
                    "hello");
            byte[] octets = request.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(octets, octets.length, SIPCAST.sipAddress()));
        }
    }

    private static void assertCheckedByPromtool(String metrics) throws Exception {
        var process = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var to = process.getOutputStream()) {
            to.write(metrics.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void promtool(String... words) {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        assertThat(Program.run(LIMIT, Map.of(), command)).contains("SUCCESS").doesNotContain("FAILED");
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(int port, String query) throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree(get("http://127.0.0.1:" + port + "/api/v1/query?query="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .body());
        return answer.at("/data/result/0/value/1").asText();
    }

    private static String metrics() throws Exception {
        return get(SIPCAST.managementUrl() + "/observe/metrics").body();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
