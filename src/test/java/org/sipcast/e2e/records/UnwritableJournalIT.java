package org.sipcast.e2e.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipcast.e2e.kill.JournalRow;
import org.sipcast.e2e.phone.PlainPhone;
import org.sipcast.e2e.server.SipcastServer;

/** While nothing can be recorded, nobody new is served, those who watch go on watching, and nothing of it is lost. */
class UnwritableJournalIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void aFullDiskLosesNothing() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "only root can make a disk; the limit of files is tried by everybody");
        survives(new FullDisk(folder));
    }

    @Test
    void aLimitOfFilesLosesNothing() throws Exception {
        survives(new NoFileMayGrow(folder));
    }

    @Test
    void aLockedDatabaseLosesNothing() throws Exception {
        survives(new LockedDatabase(folder));
    }

    @Test
    void aDatabaseThatIsGoneAndComesBackLosesNothing() throws Exception {
        survives(new AbsentDatabase(folder));
    }

    /** The answer to a call by somebody new; one that is answered all the same has to be hung up on, as its start can't be recorded. */
    private static int call(SipcastServer server, List<PlainPhone> callers) {
        var phone = callAgain(server, callers);
        int status = phone.awaitFinal("INVITE").status();
        if (status == 200) {
            phone.awaitRequest("BYE");
        }
        return status;
    }

    private static PlainPhone callAgain(SipcastServer server, List<PlainPhone> callers) {
        var phone = new PlainPhone(server.sipAddress());
        callers.add(phone);
        phone.call("livetv", phone.offer());
        return phone;
    }

    private static void watch(PlainPhone phone) {
        assertThat(phone.call("livetv", phone.offer()).status()).isEqualTo(200);
        awaitPicture(phone);
    }

    private static void awaitPicture(PlainPhone phone) {
        await("picture").atMost(LIMIT).until(() -> phone.video().packets() > 0);
    }

    /** But for those in between. */
    private static List<String> eventsOf(PlainPhone phone, List<JournalRow> rows) {
        return rows.stream()
                .filter(row ->
                        row.callId().equals(phone.callId()) && !row.event().equals("interim"))
                .map(JournalRow::event)
                .toList();
    }

    private static Duration billed(PlainPhone phone, List<JournalRow> rows) {
        return rows.stream()
                .filter(row ->
                        row.callId().equals(phone.callId()) && row.event().equals("stopped"))
                .map(row -> Duration.ofMillis(
                        row.data().path("billableMilliseconds").asLong()))
                .findFirst()
                .orElseThrow();
    }

    private static void survives(Outage outage) throws Exception {
        List<PlainPhone> callers = new ArrayList<>();
        try (outage;
                var server = new SipcastServer("--sipcast.records.url=" + outage.url());
                var staying = new PlainPhone(server.start().sipAddress());
                var leaving = new PlainPhone(server.sipAddress())) {
            watch(staying);
            watch(leaving);

            outage.begin(server.javaPid());
            await("503").atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> call(server, callers) == 503);
            assertThat(leaving.hangUp().status()).isEqualTo(200);
            await("media that go on")
                    .during(Duration.ofSeconds(4))
                    .atMost(LIMIT)
                    .until(() -> staying.video().silence().compareTo(Duration.ofSeconds(1)) < 0);
            assertThat(call(server, callers)).isEqualTo(503);
            assertThat(callers)
                    .allMatch(phone ->
                            phone.video().packets() == 0 && phone.audio().packets() == 0);

            outage.end();
            var coming = await("calls again")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> callAgain(server, callers), phone -> phone.received().stream()
                            .anyMatch(message -> message.status() == 200));
            awaitPicture(coming);
            assertThat(coming.hangUp().status()).isEqualTo(200);
            assertThat(staying.hangUp().status()).isEqualTo(200);

            await("the records of all who watched").atMost(LIMIT).untilAsserted(() -> {
                List<JournalRow> rows = JournalRow.readAll(outage.url());
                assertThat(JournalRow.problems(rows)).isEmpty();
                for (PlainPhone phone : List.of(staying, leaving, coming)) {
                    assertThat(eventsOf(phone, rows)).containsExactly("started", "stopped");
                }
            });
            // whoever was answered all the same has both records or none
            List<JournalRow> rows = JournalRow.readAll(outage.url());
            assertThat(callers).allSatisfy(phone -> assertThat(eventsOf(phone, rows))
                    .isIn(List.of(), List.of("started", "stopped")));
            assertThat(billed(leaving, rows)).isCloseTo(leaving.video().heard(), Duration.ofSeconds(1));
            assertThat(billed(staying, rows)).isCloseTo(staying.video().heard(), Duration.ofSeconds(1));
        } finally {
            callers.forEach(PlainPhone::close);
        }
    }
}
