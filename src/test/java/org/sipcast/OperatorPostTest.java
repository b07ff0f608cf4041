package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.spi.BacklogTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sipcast.page.PageServer;

/** What operators post to rooms. */
class OperatorPostTest extends ShippedRoutes {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    protected void also(Properties settings) {
        settings.setProperty("sipcast.records.token", TOKEN);
    }

    @Test
    void anOperatorsWordsReachTheRoom() throws Exception {
        watch("livetv");

        HttpResponse<String> answer =
                post("/rooms/livetv", TEXT, "Grüße, the match begins late".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"kind\":\"notice\"", "\"room\":\"livetv\"");
        assertThat(answer.headers().map()).doesNotContainKey("authorization");
        await().untilAsserted(() ->
                assertThat(messages).extracting(SentMessage::body).containsExactly("* Grüße, the match begins late"));
    }

    @Test
    void noRouteSeesTheToken() throws Exception {
        BacklogTracer tracer =
                Objects.requireNonNull(context.getCamelContextExtension().getContextPlugin(BacklogTracer.class));
        tracer.setEnabled(true);

        post("/rooms/livetv", TEXT, octets("The match begins late"));

        await().untilAsserted(() -> assertThat(tracer.getTraceCounter()).isPositive());
        assertThat(tracer.dumpAllTracedMessagesAsXml())
                .contains("<routeId>post-words</routeId>", "The match begins late")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain(TOKEN);
    }

    @Test
    void whatCannotBeSaidGetsAReason() throws Exception {
        assertProblem(404, post("/rooms/nowhere", TEXT, octets("x")));
        assertProblem(415, post("/rooms/livetv", "application/x-www-form-urlencoded", octets("x=y")));
        assertProblem(415, post("/rooms/livetv", null, octets("x")));
        assertProblem(400, post("/rooms/livetv", TEXT, new byte[] {(byte) 0xFF}));
        assertProblem(400, post("/rooms/livetv", TEXT, octets(" ")));
        assertProblem(413, post("/rooms/livetv", TEXT, octets("x".repeat(1001))));
        assertProblem(413, post("/rooms/livetv", TEXT, octets("x".repeat(100_000))));
    }

    @Test
    void whatIsNoPlainTextIsNotEvenUnpacked() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nhello\r\n--x--\r\n";
        assertProblem(415, post("/rooms/livetv", "multipart/form-data; boundary=x", octets(form)));
        assertProblem(
                415,
                http.send(
                        request("/rooms/livetv")
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", TEXT)
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString()));
        assertThat(Path.of("file-uploads")).doesNotExist();
    }

    @Test
    void whatIsNoRoomIsNotFoundInWords() throws Exception {
        for (String path : List.of("/rooms", "/rooms/", "/rooms/livetv/demo", "/roomsful")) {
            assertProblem(404, post(path, TEXT, octets("x")));
        }
    }

    @Test
    void nobodyElsePosts() throws Exception {
        assertProblem(
                401,
                http.send(
                        request("/rooms/livetv")
                                .POST(BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString()));
        assertProblem(
                401,
                http.send(
                        request("/rooms/livetv")
                                .header("Authorization", "Bearer wrong-wrong-wrong-wrong")
                                .POST(BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString()));
        assertProblem(405, http.send(request("/rooms/livetv").GET().build(), BodyHandlers.ofString()));
        assertThat(messages).isEmpty();
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status, "\"detail\":\"");
    }

    private HttpResponse<String> post(String path, @Nullable String type, byte[] body) throws Exception {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + TOKEN);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        PageServer page = context.getRegistry().lookupByNameAndType("pageServer", PageServer.class);
        return HttpRequest.newBuilder(URI.create(page.url("127.0.0.1") + path));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
