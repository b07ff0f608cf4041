package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what becomes of those who read slowly. */
class RecordsDoorTest {
    private static final List<String> PATHS = List.of(
            "/records",
            "/records?after=1",
            "/records/stream",
            "/records/summary",
            "/records/calls",
            "/records/calls.csv",
            "/records/openapi.yaml",
            "/records/openapi.json",
            "/records/nothing",
            "//records",
            "/%72ecords",
            "/records/../records");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server = RecordsServer.sqlite(folder, Clock.systemUTC());
        server.append(TestEvents.started("call-1", "livetv", "sip:x@example.org", Instant.now()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nobodyGetsInWithoutTheToken() throws Exception {
        for (String path : PATHS) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 (401|404) .*")
                    .doesNotContain("call-1", "openapi:");
        }
        var answer = server.send(server.request("/records").build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"records\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer correct-horse-battery-stapl",
                "Bearer correct-horse-battery-staplee",
                "Bearer ",
                "Basic Y29ycmVjdA==",
                "correct-horse-battery-staple"
            })
    void aWrongTokenIsNone(String authorization) {
        var answer = server.send(server.request("/records")
                .header("Authorization", authorization)
                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("correct-horse");
    }

    @Test
    void thoseWhoGuessWaitAndAreFewWhileOthersDoNot() {
        var guesses = IntStream.range(0, 60)
                .mapToObj(guess -> guess("guess-number-" + guess))
                .toList();
        long asked = System.nanoTime();
        assertThat(server.get("/records").statusCode()).isEqualTo(200);
        var waited = Duration.ofNanos(System.nanoTime() - asked);

        var statuses = guesses.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(statuses.keySet()).containsExactlyInAnyOrder(401, 429);
        assertThat(statuses.get(401)).isLessThan(60);
        assertThat(waited).isLessThan(Duration.ofSeconds(5));
        assertThat(server.get("/records").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAnyTokenSetUpTheAnswerSaysSo() {
        try (var closed = RecordsServer.sqlite(folder.resolve("closed"), Clock.systemUTC(), "")) {
            for (String path : List.of("/records", "/records/summary", "/records/openapi.json")) {
                var answer = closed.get(path);
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("no token is set up", "sipcast.records.token-file");
            }
            // the page itself says so as well
            assertThat(closed.send(closed.request("/records/").build()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void recordsCanOnlyBeRead() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            var answer = server.send(server.request("/records")
                    .header("Authorization", "Bearer " + RecordsServer.TOKEN)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build());
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
    }

    @Test
    void pagesOfOthersGetNoPermission() {
        var answer = server.get("/records", "Origin", "https://evil.example");

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void aPersonIsLedToThePage() {
        var answer = server.send(server.request("/records")
                .header("Accept", "text/html,*/*;q=0.8")
                .build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/records/");
        assertThat(server.send(server.request("/records/").build()).body())
                .contains("<title>Call records – Sipcast</title>")
                .doesNotContain("<style", " style=", " onclick=")
                .containsOnlyOnce("<script");
    }

    @Test
    void aQueryThatIsNoPercentEncodingIsRefusedInWords() throws Exception {
        for (String query : List.of("after=%zz", "%=1", "after=%e4%b")) {
            assertThat(raw("GET /records?" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + RecordsServer.TOKEN + "\r\nConnection: close\r\n\r\n"))
                    .as(query)
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void whoReadsNothingIsDroppedAndOthersNoticeNothing() throws Exception {
        String caller = "sip:" + "x".repeat(12_000) + "@example.org";
        try (var slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            var at = URI.create(server.url("/"));
            slow.connect(new java.net.InetSocketAddress(at.getHost(), at.getPort()));
            slow.getOutputStream()
                    .write(("GET /records/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RecordsServer.TOKEN
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var others = server.follow("/records/stream");
            var reading = CompletableFuture.supplyAsync(() -> count(others, 800));
            for (int call = 2; call <= 800; call++) {
                server.append(TestEvents.started("call-" + call, "livetv", caller, Instant.now()));
            }
            assertThat(reading.join()).isEqualTo(800);

            slow.setSoTimeout(20_000);
            long octets = await("the end of the slow one")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> readToTheEnd(slow), read -> read >= 0);
            assertThat(octets).isLessThan(800L * 12_000);
        }
    }

    @Test
    void tokensThatCanBeGuessedAreRefusedAtTheStart() throws Exception {
        for (String token : List.of("short", "has a space in it, which none has", "ümlaut-ümlaut-ümlaut")) {
            assertThatThrownBy(() -> AccessToken.find(token, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 to 512 letters")
                    .hasMessageNotContaining(token);
        }
        var file = Files.writeString(folder.resolve("token"), "from-a-file-0123456789\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> AccessToken.find("", file.toString()))
                .hasMessageContaining("everybody on this machine can read the secret in " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(AccessToken.find("", file.toString()).orElseThrow().matches("from-a-file-0123456789"))
                .isTrue();
        assertThat(AccessToken.find("", folder.resolve("none").toString())).isEmpty();
        assertThat(AccessToken.find("", "")).isEmpty();
    }

    private CompletableFuture<HttpResponse<String>> guess(String token) {
        var request = server.request("/records").header("Authorization", "Bearer " + token);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int count(HttpResponse<java.io.InputStream> answer, int wanted) {
        int found = 0;
        try (var lines =
                new java.io.BufferedReader(new java.io.InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (found < wanted) {
                if (lines.readLine().startsWith("id: ")) {
                    found++;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    /** How many octets came before the connection was closed. */
    private static long readToTheEnd(Socket socket) {
        long octets = 0;
        byte[] buffer = new byte[8192];
        try {
            // slowly: so much that it never catches up
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer, 0, 64)) {
                octets += read;
                if (octets % 64 == 0 && octets < 64 * 40) {
                    java.util.concurrent.locks.LockSupport.parkNanos(
                            Duration.ofMillis(100).toNanos());
                }
            }
        } catch (IOException e) {
            // reset is an end as well
        }
        return octets;
    }

    private String raw(String request) throws IOException {
        var uri = URI.create(server.url("/"));
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
