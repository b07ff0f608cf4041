package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;
import org.sipcast.e2e.server.VlcControl;

/** What operators do to calls, channels and the server, with a real VLC and phones that watch it. */
class OperationsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final SipcastServer SIPCAST = new SipcastServer();

    @Test
    void aCallIsEndedFromTheShell() {
        try (var ended = new PlainPhone(SIPCAST.sipAddress());
                var staying = new PlainPhone(SIPCAST.sipAddress())) {
            watch(ended, "demo");
            watch(staying, "livetv");
            var id = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}(?=  demo)").matcher(SIPCAST.command("calls"));
            assertThat(id.find()).isTrue();

            SIPCAST.command("end", id.group());

            assertThat(ended.awaitRequest("BYE").header("Reason")).contains("operator");
            assertCause(ended, "ENDED_BY_OPERATOR");
            assertThat(SIPCAST.command("calls")).contains("livetv").doesNotContain("demo");
            staying.hangUp();
        }
    }

    @Test
    void aCallIsEndedByItsMBean() throws Exception {
        try (var phone = new PlainPhone(SIPCAST.sipAddress())) {
            watch(phone, "livetv");
            var found = jolokia("search", "org.sipcast:type=Call,*", "");
            assertThat(found).hasSize(1);
            var name = found.get(0).asText();
            await("its packets").atMost(LIMIT).untilAsserted(() -> {
                var call = jolokia("read", name, "");
                assertThat(call.path("Packets").asLong()).isPositive();
                assertThat(call.path("State").asText()).isEqualTo("playing");
                assertThat(call.path("CallId").asText()).isEqualTo(phone.callId());
            });

            jolokia("exec", name, "end");

            phone.awaitRequest("BYE");
            assertCause(phone, "ENDED_BY_OPERATOR");
            await("no MBean").atMost(LIMIT).until(() -> jolokia("search", "org.sipcast:type=Call,*", "")
                    .isEmpty());
        }
    }

    @Test
    void aChannelIsRestartedStoppedAndOpenedAgain() throws Exception {
        try (var first = new PlainPhone(SIPCAST.sipAddress());
                var second = new PlainPhone(SIPCAST.sipAddress());
                var third = new PlainPhone(SIPCAST.sipAddress());
                var fourth = new PlainPhone(SIPCAST.sipAddress());
                var other = new PlainPhone(SIPCAST.sipAddress())) {
            watch(first, "livetv");
            watch(other, "demo");
            long vlc = SIPCAST.vlc("livetv").pid();

            jolokia("exec", "org.sipcast:type=Channel,name=livetv", "restart");

            first.awaitRequest("BYE");
            assertCause(first, "ENDED_BY_OPERATOR");
            await("the end of its VLC").atMost(LIMIT).until(() -> ProcessHandle.of(vlc)
                    .isEmpty());
            watch(second, "livetv");
            assertThat(SIPCAST.vlc("livetv").pid()).isNotEqualTo(vlc);

            jolokia("exec", "org.sipcast:type=Channel,name=livetv", "stop");

            second.awaitRequest("BYE");
            await("no VLC").atMost(LIMIT).until(() -> SIPCAST.vlcs().stream()
                    .noneMatch(each -> each.channel().equals("livetv")));
            var refusal = third.call("livetv", third.offer());
            assertThat(refusal.status()).isEqualTo(480);
            assertThat(refusal.header("Warning")).contains("livetv is stopped");
            assertThat(SIPCAST.command("channels")).containsPattern("livetv +live +stopped");

            jolokia("exec", "org.sipcast:type=Channel,name=livetv", "open");

            watch(fourth, "livetv");
            fourth.hangUp();
            long packets = other.video().packets();
            await("the other channel goes on")
                    .atMost(LIMIT)
                    .until(() -> other.video().packets() > packets + 50);
            assertThat(other.video().missing()).isZero();
            other.hangUp();
        }
    }

    @Test
    void whoDrainsMayEndTheCallsAtOnce() {
        try (var server = new SipcastServer().start();
                var phone = new PlainPhone(server.sipAddress());
                var other = new PlainPhone(server.sipAddress())) {
            watch(phone, "livetv");
            watch(other, "demo");
            var vlcs = server.vlcs().stream().map(VlcControl::pid).toList();
            assertThat(vlcs).hasSize(2);

            try (var drain = server.begin("drain", "--end")) {
                assertThat(phone.awaitRequest("BYE").header("Reason")).contains("server");
                other.awaitRequest("BYE");
                assertThat(drain.awaitEnd(LIMIT)).as(drain::output).isZero();
            }
            assertThat(server.awaitEnd()).isZero();
            await("the end of its VLCs").atMost(LIMIT).until(() -> vlcs.stream()
                    .allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
            assertThat(server.recordsOf(phone.callId())).last().satisfies(record -> assertThat(
                            record.path("cause").asText())
                    .isEqualTo("SERVER_STOPPED"));
            assertThat(server.recordsOf(other.callId())).hasSize(2);
        }
    }

    private static void watch(PlainPhone phone, String channel) {
        assertThat(phone.call(channel, phone.offer()).status()).isEqualTo(200);
        await("packets").atMost(LIMIT).until(() -> phone.video().packets() > 0);
    }

    private static void assertCause(PlainPhone phone, String cause) {
        await("the record").atMost(LIMIT).untilAsserted(() -> assertThat(SIPCAST.recordsOf(phone.callId()))
                .hasSize(2)
                .last()
                .satisfies(record -> assertThat(record.path("cause").asText()).isEqualTo(cause)));
    }

    /** What JMX answers, as the console asks it. */
    private static JsonNode jolokia(String type, String mbean, String operation) throws Exception {
        var json = new ObjectMapper();
        var request = json.createObjectNode().put("type", type).put("mbean", mbean);
        if (!operation.isEmpty()) {
            request.put("operation", operation);
        }
        var password = Files.readString(SIPCAST.runFolder().resolve("console-password"))
                .strip();
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(SIPCAST.managementUrl() + "/hawtio/jolokia"))
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(("sipcast:" + password)
                                                                .getBytes(StandardCharsets.UTF_8)))
                                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var answer = json.readTree(response.body());
        assertThat(answer.path("status").asInt()).as(response.body()).isEqualTo(200);
        return answer.path("value");
    }
}
