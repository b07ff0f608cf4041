package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.sipcast.console.ManagementServer;

/** What metrics say of rooms. */
class ChatMetricsTest extends ChatRoutes {
    @Test
    void linesAreCountedByWhatBecameOfThem() throws Exception {
        join("a", "Anna");
        join("b", "Bob");
        join("troll", inviting("troll", "livetv", "Troll", "sip:troll@example.org"));

        assertThat(status(write("a", "hello"))).isEqualTo(200);
        assertThat(status(write("a", " "))).isEqualTo(400);
        assertThat(status(write("troll", "hello"))).isEqualTo(403);
        assertThat(status(message(null, "sip:stranger@example.org", "text/plain", "hello")))
                .isEqualTo(403);

        await().untilAsserted(() -> assertThat(linesTo("b")).containsExactly("Anna: hello"));
        await().untilAsserted(() -> assertThat(metrics())
                .contains(
                        "sipcast_chat_lines_total{channel=\"livetv\",outcome=\"relayed\"} 1.0",
                        "sipcast_chat_lines_total{channel=\"livetv\",outcome=\"refused\"} 2.0",
                        "sipcast_chat_lines_total{channel=\"none\",outcome=\"refused\"} 1.0",
                        "sipcast_chat_refusals_total{status=\"400\"} 1.0",
                        "sipcast_chat_refusals_total{status=\"403\"} 2.0",
                        "sipcast_chat_messages_total{outcome=\"taken\"} " + (double) messages.size(),
                        "sipcast_chat_messages_total{outcome=\"missed\"} 0.0"));
    }

    private String metrics() throws Exception {
        ManagementServer server = context.getRegistry().lookupByNameAndType("managementServer", ManagementServer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
