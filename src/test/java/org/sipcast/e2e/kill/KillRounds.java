package org.sipcast.e2e.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.sipcast.e2e.server.SipcastServer;

/** Kills Sipcast, its VLC or both at random moments under running calls, starts it again, and judges the records of all calls. */
final class KillRounds implements AutoCloseable {
    private static final List<Victim> VICTIMS = List.of(Victim.values());

    /** As many as it takes to kill everybody once. */
    static final int FEWEST = VICTIMS.size();

    private static final int CALLS = 24;
    private static final int LATEST_KILL_MILLISECONDS = 4000;
    private static final int LONGEST_ABSENCE_MILLISECONDS = 1500;
    private static final Duration FIRST_PACKET = Duration.ofSeconds(30);
    private static final Duration LAST_RECORDS = Duration.ofSeconds(30);

    private final Random random;
    private final Path folder;
    private final SipcastServer server;
    private final List<WatchedCall> calls = new ArrayList<>();
    private final List<Instant> vlcKills = new ArrayList<>();

    /** @param seed by which the same moments and victims come again */
    KillRounds(long seed) {
        random = new Random(seed);
        try {
            folder = Files.createTempDirectory("sipcast-kill-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new SipcastServer("--sipcast.records.url=jdbc:sqlite:" + journal()).start();
    }

    private Path journal() {
        return folder.resolve("records.db");
    }

    /** Calls, a kill in their midst, and a new start; returns when these calls are over. */
    void round(int number) {
        // each at least once, then as it comes
        Victim victim = VICTIMS.get(number < FEWEST ? number : random.nextInt(FEWEST));
        try (var viewers =
                new Viewers(folder, "r" + number, CALLS, server.sipAddress().getPort(), random)) {
            Awaitility.await("the first packet").atMost(FIRST_PACKET).until(viewers::seeMedia);
            await(random.nextInt(LATEST_KILL_MILLISECONDS));
            if (victim.isVlc()) {
                vlcKills.add(Instant.now());
            }
            victim.kill(server);
            if (victim.isApplication()) {
                await(random.nextInt(LONGEST_ABSENCE_MILLISECONDS));
                server.start();
            }
            List<WatchedCall> watched = viewers.awaitEnd();
            calls.addAll(watched);
            System.out.printf(
                    "round %d: killed %s; %d calls acknowledged, %d answered after their BYE, %d saw media%n",
                    number,
                    victim,
                    watched.stream().filter(WatchedCall::wasAcknowledged).count(),
                    watched.stream()
                            .filter(call -> call.signalling().status() == 200)
                            .count(),
                    watched.stream().filter(WatchedCall::sawMedia).count());
        }
    }

    /** The seed says when. */
    private static void await(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until each start has its end, and judges all calls so far. */
    Judgement judge() {
        try {
            Awaitility.await("the ends of all calls").atMost(LAST_RECORDS).until(this::isSettled);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            System.out.println("Some calls have no end: that is judged below.");
        }
        Judgement judgement = new Judgement();
        List<JournalRow> rows = rows();
        var byCall = rows.stream().collect(Collectors.groupingBy(JournalRow::callId));
        for (WatchedCall call : calls) {
            judgement.judge(call, byCall.getOrDefault(call.callId(), List.of()), vlcKills);
        }
        return judgement;
    }

    private boolean isSettled() {
        List<JournalRow> rows = rows();
        return count(rows, "started") == count(rows, "stopped");
    }

    private static long count(List<JournalRow> rows, String event) {
        return rows.stream().filter(row -> row.event().equals(event)).count();
    }

    List<JournalRow> rows() {
        return JournalRow.readAll(journal());
    }

    List<WatchedCall> calls() {
        return calls;
    }

    /** What is wrong with the journal, by our own reading and by what a user would ask. */
    List<String> problemsOfTheChain() {
        List<String> problems = new ArrayList<>(JournalRow.problems(rows()));
        try {
            System.out.println(server.command("verify-records"));
        } catch (IllegalStateException e) {
            problems.add(e.getMessage());
        }
        return problems;
    }

    @Override
    public void close() {
        server.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
