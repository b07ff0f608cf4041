package org.sipcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.e2e.program.Program;

/** What {@code bin/sipcast} does without a server: check and try. */
class CommandsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String INVITE =
            """
            INVITE sip:livetv@192.0.2.5:5080 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK-1
            From: "A viewer" <sip:viewer@example.org>;tag=1
            To: <sip:livetv@192.0.2.5>
            Call-ID: captured@192.0.2.9
            CSeq: 1 INVITE
            Contact: <sip:viewer@192.0.2.9>
            Max-Forwards: 70
            Content-Type: application/sdp
            Content-Length: 7

            v=0
            o=viewer 1 1 IN IP4 192.0.2.9
            s=-
            c=IN IP4 192.0.2.9
            t=0 0
            m=video 4000 RTP/AVP 96
            a=rtpmap:96 VP8/90000
            m=audio 4002 RTP/AVP 111
            a=rtpmap:111 opus/48000/2
            """;

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void checkFindsNothingInWhatIsShipped() {
        Outcome outcome = run("check");
        assertThat(outcome.output()).contains("routes and its").contains("channels are good");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void checkFindsWhatIsWrongInAnothersBundle() throws IOException {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.writeString(
                        routes.resolve(file.getFileName()),
                        Files.readString(file).replace("vlc:open-hub", "vlc:open-hubb"));
            }
        }
        Path channels = Files.writeString(folder.resolve("channels.yaml"), "channels:\n  a:\n    sorce: x.mkv\n");
        Outcome outcome = run("check", "--sipcast.routes=" + routes, "--sipcast.channels=" + channels);
        assertThat(outcome.output())
                .contains("incoming-call.camel.yaml:74: vlc: cannot be told to open-hubb")
                .contains("channels.yaml:3: ")
                .doesNotContain("\tat ");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void checkRefusesASettingThatNobodyKnows() {
        Outcome outcome = run("check", "--sipcast.lese=5");
        assertThat(outcome.output()).contains("there is no setting sipcast.lese; did you mean sipcast.lease?");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sipcast.sip.port=abc        | sipcast.sip.port must be a whole number from 1 to 65535, not 'abc'
            sipcast.sip.port=99999      | sipcast.sip.port must be a whole number from 1 to 65535, not '99999'
            sipcast.lease=0             | sipcast.lease must be a whole number from 1 to 3600, not '0'
            sipcast.registrar=foo       | A registrar must be given as sip:HOST[:PORT][;transport=tcp], but is 'foo'
            sipcast.sip.trusted-peers=h | sipcast.sip.trusted-peers: A trusted peer must be an IP address or a block like 10.0.0.0/8, but one is 'h'
            sipcast.encoders=/nowhere   | sipcast.encoders: there is no file /nowhere
            sipcast.sip.tls-verify=yess | sipcast.sip.tls-verify can't be 'yess': yess is none of true, false
            sipcast.sip.transports=upd  | sipcast.sip.transports can't be 'upd': upd is none of udp, tcp, tls
            """)
    void checkNamesTheSettingWhoseValueCannotBeMeant(String setting, String words) {
        Outcome outcome = run("check", "--" + setting);
        assertThat(outcome.output().strip()).isEqualTo(words);
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void checkReadsTheFilesOfKeysAndAccounts() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.properties"), "5=togle\n");
        Path accounts = Files.writeString(folder.resolve("accounts.properties"), "nobody.user=x\n");
        Outcome outcome = run(
                "check",
                "--sipcast.keys=" + keys,
                "--sipcast.accounts=" + accounts,
                "--sipcast.registrar=sip:192.0.2.5");
        assertThat(outcome.output())
                .contains(keys + ", line 1: ", "did you mean toggle?")
                .contains(accounts + ":1: an account for nobody, which is no channel")
                .contains("3 problems"); // everybody may read the file of accounts
        assertThat(outcome.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"--sipcast.lese=5, sipcast.lese", "--sipcast.routes=/nonexistent, There is no folder /nonexistent"})
    void checkLeavesNothingBehind(String option, String words) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Outcome outcome = run(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary), "check", option);
        assertThat(outcome.output()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(outcome.status()).isEqualTo(2);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("sipcast")))
                    .isEmpty();
        }
    }

    @Test
    void tryShowsEachStepAndTheAnswer() throws IOException {
        Outcome outcome = tryCall(INVITE);
        assertThat(outcome.output())
                .contains("answer-call", "direct:find-channel", "property channel = ", "vlc:open-hub")
                .contains("SIP/2.0 200 OK")
                .contains("m=video 20000 RTP/AVP 96")
                .contains("captured@192.0.2.9")
                .doesNotContain("assumed");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void tryPassesByWhatStandsBeforeTheInvite() throws IOException {
        Outcome outcome = tryCall("2026/11/22 20:15:01.123456 192.0.2.9:5060 -> 192.0.2.5:5080\n" + INVITE);
        assertThat(outcome.output()).contains("SIP/2.0 200 OK");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void tryPassesByTheRestOfADialog() throws IOException {
        Outcome outcome = tryCall(INVITE + "\n2026/11/22 20:15:01.2 192.0.2.5:5080 -> 192.0.2.9:5060\n"
                + "SIP/2.0 100 Trying\nCSeq: 1 INVITE\nContent-Length: 0\n\n");
        assertThat(outcome.output()).contains("SIP/2.0 200 OK");
        assertThat(outcome.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--sipcast.orphan=60, 200, 200 OK, 0", "--assumed-status=402, 402, 403, 1"})
    void trySaysWhatItAssumesOfWhoeverIsNotAsked(String option, String assumed, String answer, int status)
            throws IOException {
        Path routes = copyOfRoutes();
        Files.copy(Path.of("examples/gate.camel.yaml"), routes.resolve("gate.camel.yaml"));
        String invite = Files.writeString(folder.resolve("invite"), INVITE).toString();
        Outcome outcome =
                run("try", invite, option, "--sipcast.routes=" + routes, "--gate.url=http://127.0.0.1:9000/may-watch");
        assertThat(outcome.output())
                .contains("not sent; assumed: " + assumed + " without a body")
                .contains("SIP/2.0 " + answer)
                .containsPattern("This depends on what was assumed of http:/*127.0.0.1:9000/may-watch");
        assertThat(outcome.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | {}                               | 200 without a body                            | SIP/2.0 200
            299 | {}                               | 299 without a body                            | SIP/2.0 200
            402 | {}                               | 402 without a body, by which the step fails   | SIP/2.0 500
            302 | {}                               | 302 without a body, by which the step fails   | SIP/2.0 500
            402 | {throwExceptionOnFailure: false} | 402 without a body                            | SIP/2.0 200
            402 | {okStatusCodeRange: "200-402"}   | 402 without a body                            | SIP/2.0 200
            """)
    void aStepByHttpFailsWhereItWouldInEarnest(String assumed, String parameters, String told, String answer)
            throws IOException {
        Outcome outcome = tryWithStep(
                "to: {uri: \"http://127.0.0.1:9/y\", parameters: " + parameters + "}", "--assumed-status=" + assumed);
        assertThat(outcome.output().lines()).anyMatch(line -> line.strip().equals("not sent; assumed: " + told));
        assertThat(outcome.output()).contains(answer).contains("This depends on what was assumed of http:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            file:/nonexistent/poll | not fetched; assumed: that nothing was there
            http://127.0.0.1:9/y   | not fetched; assumed: 402 without a body
            """)
    void tryAlsoSaysWhatItAssumesOfWhatIsFetched(String uri, String told) throws IOException {
        Outcome outcome = tryWithStep("pollEnrich: {constant: \"" + uri + "\"}", "--assumed-status=402");
        assertThat(outcome.output().lines()).anyMatch(line -> line.strip().equals(told));
        assertThat(outcome.output()).contains("This depends on what was assumed of " + uri.replaceFirst("//.*", ""));
    }

    @Test
    void tryAssumesNoStatusThatThereIsNot() throws IOException {
        String invite = Files.writeString(folder.resolve("invite"), INVITE).toString();
        Outcome outcome = run("try", invite, "--assumed-status=ok");
        assertThat(outcome.output().strip())
                .isEqualTo("--assumed-status must be a status of HTTP, 100 to 599, not 'ok'");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void tryShowsARefusalWithItsReason() throws IOException {
        Outcome outcome = tryCall(INVITE.replace("sip:livetv@192.0.2.5:5080", "sip:nobody@192.0.2.5:5080"));
        assertThat(outcome.output()).contains("SIP/2.0 404 Not found").contains("No channel 'nobody' here");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                                          | There is no INVITE in an empty file
            hello world                                 | INVITE
            OPTIONS sip:a@b SIP/2.0                     | INVITE
            INVITE sip:a@b SIP/2.0                      | INVITE
            INVITE                                      | INVITE
            """)
    void trySaysWhatIsWrongWithAFile(String text, String words) throws IOException {
        Outcome outcome = tryCall(text);
        assertThat(outcome.output()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(outcome.output().strip().lines()).hasSize(1);
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void tryReadsNoFileLargerThanAnyInvite() throws IOException {
        Outcome outcome = tryCall("x".repeat(70_000));
        assertThat(outcome.output()).contains("larger than any INVITE");
        assertThat(outcome.status()).isEqualTo(2);
    }

    /** Tries a call to which this is done before all else; its offer is kept for what comes then. */
    private Outcome tryWithStep(String step, String option) throws IOException {
        Path routes = copyOfRoutes();
        Files.writeString(
                routes.resolve("ahead.camel.yaml"),
                """
                - routeConfiguration:
                    interceptFrom:
                      - interceptFrom:
                          uri: sip:invite
                          steps:
                            - setProperty: {name: offer, simple: "${body}"}
                            - %s
                            - setBody: {simple: "${exchangeProperty.offer}"}
                """
                        .formatted(step));
        String invite = Files.writeString(folder.resolve("invite"), INVITE).toString();
        return run("try", invite, option, "--sipcast.routes=" + routes);
    }

    private Path copyOfRoutes() throws IOException {
        return CopiedRoutes.into(Files.createDirectory(folder.resolve("routes")));
    }

    private Outcome tryCall(String text) throws IOException {
        return run("try", Files.writeString(folder.resolve("invite"), text).toString());
    }

    private Outcome run(String... words) {
        return run(Map.of(), words);
    }

    private Outcome run(Map<String, String> variables, String... words) {
        List<String> command = new ArrayList<>(List.of("bin/sipcast"));
        command.addAll(List.of(words));
        try (Program program = Program.start(folder.resolve("output"), variables, command)) {
            int status = program.awaitEnd(LIMIT);
            return new Outcome(status, program.output());
        }
    }

    private record Outcome(int status, String output) {}
}
