package org.sipcast.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's door, and what Jolokia does behind it. */
class ConsoleTest {
    private static final String PASSWORD = "a-password-of-tests";
    private static final String VERSION = "{\"type\":\"version\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagementServer server = server(Optional.of(ConsolePassword.of(PASSWORD, "a test")));

    private static ManagementServer server(Optional<ConsolePassword> password) {
        return new ManagementServer("127.0.0.1", 0, new Hawtio(password, Clock.systemUTC(), () -> {}));
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void withoutAPasswordThereIsNoConsole() throws Exception {
        var open = server(Optional.empty());
        open.start();
        try {
            for (String path : List.of("/hawtio/", "/hawtio/index.html", "/hawtio/user", "/hawtio/jolokia")) {
                var response = send(HttpRequest.newBuilder(URI.create(open.url() + path)));
                assertThat(response.statusCode()).as(path).isEqualTo(403);
                assertThat(response.body()).contains("sipcast.management.password-file");
            }
        } finally {
            open.stop();
        }
    }

    @Test
    void showsHawtiosPageToEverybodyAndJmxToNobodyWithoutThePassword() throws Exception {
        assertThat(send(request("/hawtio/")).body()).contains("Hawtio Management Console");
        assertThat(send(request("/hawtio/camel/routes")).body()).contains("Hawtio Management Console");
        assertThat(send(request("/hawtio/user")).statusCode()).isEqualTo(401);
        assertThat(send(request("/hawtio/jolokia")).statusCode()).isEqualTo(401);
        assertThat(send(post("/hawtio/jolokia", VERSION)).statusCode()).isEqualTo(401);
        assertThat(send(post("/hawtio/jolokia/", VERSION)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/%2e%2e/logback.xml",
                "/hawtio/../logback.xml",
                "/hawtio/static/..%2f..%2flogback.xml",
                "/hawtio/.x"
            })
    void servesNothingButHawtiosFiles(String path) throws Exception {
        assertThat(send(request(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void answersAWrongPasswordLate() throws Exception {
        long begun = System.nanoTime();
        var response = send(knowing(post("/hawtio/jolokia", VERSION), "sipcast", "not-the-password"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));

        assertThat(send(knowing(post("/hawtio/jolokia", VERSION), "root", PASSWORD))
                        .statusCode())
                .as("another user")
                .isEqualTo(401);
    }

    @Test
    void whoGuessesManyAtOnceIsTurnedAwayAndKeepsNobodyElseOut() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        for (int guess = 0; guess < 60; guess++) {
            guesses.add(client.sendAsync(
                    knowing(post("/hawtio/jolokia", VERSION), "sipcast", "guess-" + guess)
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(send(knowing(post("/hawtio/jolokia", VERSION), "sipcast", PASSWORD))
                        .statusCode())
                .isEqualTo(200);

        var answers = guesses.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .isNotEmpty()
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent());
    }

    @Test
    void aSessionLastsUntilItIsEnded() throws Exception {
        assertThat(send(logIn("sipcast", "wrong-password")).statusCode()).isEqualTo(401);
        var entered = send(logIn("sipcast", PASSWORD));
        assertThat(entered.statusCode()).isEqualTo(200);
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("; HttpOnly").contains("; SameSite=Strict");
        String session = cookie.substring(0, cookie.indexOf(';'));

        assertThat(send(request("/hawtio/user").header("Cookie", session)).body())
                .isEqualTo("\"sipcast\"");
        assertThat(send(post("/hawtio/jolokia", VERSION).header("Cookie", session))
                        .body())
                .contains("\"agent\":\"2.5.0\"");

        send(request("/hawtio/auth/logout").header("Cookie", session));
        assertThat(send(request("/hawtio/user").header("Cookie", session)).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "no JSON", "{\"username\":1,\"password\":true}"})
    void aFormThatIsNoneIsRefused(String form) throws Exception {
        assertThat(send(post("/hawtio/auth/login", form)).statusCode()).isEqualTo(400);
    }

    @Test
    void pagesOfOtherSitesMayNotAskEvenWithTheSession() throws Exception {
        for (String[] header :
                new String[][] {{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}
                }) {
            var response = send(knowing(post("/hawtio/jolokia", VERSION), "sipcast", PASSWORD)
                    .header(header[0], header[1]));
            assertThat(response.statusCode()).as(header[1]).isEqualTo(403);
            assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
        var preflight = send(request("/hawtio/jolokia")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void nothingIsDoneByGet() throws Exception {
        assertThat(send(knowing(request("/hawtio/jolokia/exec/java.lang:type=Memory/gc"), "sipcast", PASSWORD))
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(knowing(request("/hawtio/jolokia"), "sipcast", PASSWORD))
                        .body())
                .contains("\"agent\":\"2.5.0\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec  | java.lang:type=Memory                                | \"operation\":\"gc\"",
                "exec  | com.sun.management:type=DiagnosticCommand            | \"operation\":\"vmSystemProperties\"",
                "exec  | com.sun.management:type=HotSpotDiagnostic            | \"operation\":\"dumpHeap\",\"arguments\":[\"/tmp/x\",true]",
                "exec  | java.util.logging:type=Logging                       | \"operation\":\"setLoggerLevel\",\"arguments\":[\"x\",\"ALL\"]",
                "exec  | JMImplementation:type=MBeanServerDelegate            | \"operation\":\"x\"",
                "read  | java.lang:type=Runtime                               | \"attribute\":\"SystemProperties\"",
                "read  | java.lang:type=Runtime                               | \"attribute\":\"InputArguments\"",
                "write | java.lang:type=Memory                                | \"attribute\":\"Verbose\",\"value\":true",
                "exec  | org.apache.camel:context=x,type=context,name=\\\"x\\\" | \"operation\":\"stop\"",
                "exec  | org.apache.camel:context=x,type=context,name=\\\"x\\\" | \"operation\":\"addOrUpdateRoutesFromXml\",\"arguments\":[\"x\"]",
                "exec  | org.apache.camel:context=x,type=context,name=\\\"x\\\" | \"operation\":\"sendBody\",\"arguments\":[\"exec:sh\",\"x\"]",
                "exec  | org.apache.camel:context=x,type=routes,name=\\\"x\\\"  | \"operation\":\"remove\"",
                "exec  | org.apache.camel:context=x,type=routes,name=\\\"x\\\"  | \"operation\":\"updateRouteFromXml\",\"arguments\":[\"x\"]",
                "write | org.apache.camel:context=x,type=tracer,name=BacklogTracer | \"attribute\":\"TraceFilter\",\"value\":\"x\"",
                "write | org.apache.camel:context=x,type=tracer,name=BacklogTracer | \"attribute\":\"BacklogSize\",\"value\":1000000",
                "exec  | org.apache.camel:context=x,type=tracer,name=BacklogTracer | \"operation\":\"dumpTracedMessagesAsJSon\",\"arguments\":[\"x\"]",
                "write | org.apache.camel:context=x,type=components,name=\\\"sip\\\"  | \"attribute\":\"trustedPeers\",\"value\":\"x\"",
                "read  | jolokia:type=Config                                  | \"attribute\":\"Debug\"",
            })
    void whatTheConsoleDoesNotNeedIsRefused(String type, String bean, String more) throws Exception {
        var answer = ask("{\"type\":\"%s\",\"mbean\":\"%s\",%s}".formatted(type, bean, more));
        assertThat(answer.path("status").asInt()).as("%s", answer).isIn(400, 403);
        assertThat(answer.has("value")).isFalse();
        assertThat(answer.has("stacktrace")).isFalse();
    }

    @Test
    void otherServersCannotBeReachedThroughIt() throws Exception {
        var answer = ask("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"Pid\",\"target\":"
                + "{\"url\":\"service:jmx:rmi:///jndi/ldap://127.0.0.1:9/x\"}}");
        assertThat(answer.path("value").asLong(ProcessHandle.current().pid()))
                .as("it is our own")
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void memoryCanBeRead() throws Exception {
        assertThat(ask("{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"HeapMemoryUsage\"}")
                        .at("/value/used")
                        .asLong())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,2]", "\"x\"", "{\"type\":\"nothing\"}", "[[[[[[[["})
    void whatIsNoRequestGetsAnErrorAndNoStackTrace(String body) throws Exception {
        var response = send(knowing(post("/hawtio/jolokia", body), "sipcast", PASSWORD));
        assertThat(response.body()).doesNotContain("\tat ").doesNotContain("stacktrace");
        assertThat(response.statusCode()).isBetween(200, 500);
    }

    private JsonNode ask(String request) throws Exception {
        return new ObjectMapper()
                .readTree(send(knowing(post("/hawtio/jolokia", request), "sipcast", PASSWORD))
                        .body());
    }

    private HttpRequest.Builder logIn(String user, String password) {
        return post("/hawtio/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder knowing(HttpRequest.Builder request, String user, String password) {
        String credentials = user + ":" + password;
        return request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
