package org.sipcast.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever is killed and whenever, each call that was watched is on record once, for as long as it was watched. {@code make bench-kill}
 * runs many more rounds of this, by the properties {@code sipcast.kill.rounds}, {@code sipcast.kill.seed} and {@code sipcast.kill.report}.
 */
class KillIT {
    @Test
    void everyCallIsOnRecordOnceForAsLongAsItWasWatched() throws IOException {
        int number = Integer.getInteger("sipcast.kill.rounds", KillRounds.FEWEST);
        long seed = Long.getLong("sipcast.kill.seed", System.nanoTime());
        System.out.println(number + " rounds with seed " + seed);
        try (var rounds = new KillRounds(seed)) {
            for (int i = 0; i < number; i++) {
                rounds.round(i);
            }
            Judgement judgement = rounds.judge();
            List<String> chain = rounds.problemsOfTheChain();
            report(seed, rounds, judgement, chain);

            assertThat(chain).isEmpty();
            assertThat(judgement.lost()).isEmpty();
            assertThat(judgement.doubled()).isEmpty();
            assertThat(judgement.wrong()).isEmpty();
            assertThat(rounds.calls()).anyMatch(WatchedCall::sawMedia);
            assertThat(rounds.rows())
                    .anyMatch(row -> row.data().path("incomplete").asBoolean());
        }
    }

    private static void report(long seed, KillRounds rounds, Judgement judgement, List<String> chain)
            throws IOException {
        judgement.lost().forEach(each -> System.out.println("lost: " + each));
        judgement.doubled().forEach(each -> System.out.println("doubled: " + each));
        judgement.wrong().forEach(each -> System.out.println("wrong: " + each));
        chain.forEach(each -> System.out.println("chain: " + each));
        String report = System.getProperty("sipcast.kill.report");
        if (report != null) {
            Files.writeString(
                    Path.of(report),
                    String.join(
                            "\n",
                            "seed " + seed,
                            "calls " + rounds.calls().size(),
                            "watched "
                                    + rounds.calls().stream()
                                            .filter(WatchedCall::sawMedia)
                                            .count(),
                            "incomplete "
                                    + rounds.rows().stream()
                                            .filter(row -> row.data()
                                                    .path("incomplete")
                                                    .asBoolean())
                                            .count(),
                            "records " + rounds.rows().size(),
                            "lost " + judgement.lost().size(),
                            "doubled " + judgement.doubled().size(),
                            "wrong " + (judgement.wrong().size() + chain.size()),
                            ""));
        }
    }
}
