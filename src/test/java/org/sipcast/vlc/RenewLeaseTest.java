package org.sipcast.vlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RenewLeaseTest extends ComponentTest {
    @Test
    void renewsTheLeasesOfAllHubsOfAnInstance() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            camel.ask("open-hub", CamelVlc.with(LIVETV, VlcConstants.HUB, "second"));
            fake.commands().clear();
            camel.ask("renew-lease", Map.of(VlcConstants.INSTANCE, "livetv"));
            assertThat(fake.commandsThatBeginWith("hub lease"))
                    .containsExactlyInAnyOrder("hub lease livetv 30", "hub lease second 30");
        }
    }

    @Test
    void renewsTheLeasesOfTheHubsThatItIsTold() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.commands().clear();
            camel.ask(
                    "renew-lease",
                    Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUBS, Set.of("gone", "livetv")));
            assertThat(fake.commandsThatBeginWith("hub lease"))
                    .containsExactlyInAnyOrder("hub lease livetv 30", "hub lease gone 30");
        }
    }

    @Test
    void stopsRenewingAtTheFirstSilenceAndSaysItOnce() throws IOException {
        Map<String, Object> three =
                Map.of(VlcConstants.INSTANCE, "livetv", VlcConstants.HUBS, List.of("one", "two", "three"));
        try (LogLines log = new LogLines(Silence.class);
                FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            fake.answer("hub lease", "");
            camel.ask("renew-lease", three);
            camel.ask("renew-lease", three);
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSize(2);
            fake.answer("hub lease", "OK\n");
            camel.ask("renew-lease", three);
            assertThat(log.lines())
                    .containsExactly(
                            "WARN The VLC of livetv does not answer: VLC did not answer within 500 ms",
                            "INFO The VLC of livetv answers again");
        }
    }

    @Test
    void doesNotRenewAgainWhileTheLastRenewalWaits() throws IOException {
        try (FakeVlc fake = new FakeVlc(run, "livetv", "s1")) {
            camel.ask("open-hub", LIVETV);
            fake.commands().clear();
            fake.answer("hub lease", "");
            CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> camel.ask("renew-lease", LIVETV));
            await().until(() -> !fake.commandsThatBeginWith("hub lease").isEmpty());
            camel.ask("renew-lease", LIVETV);
            assertThat(first).isNotDone();
            first.join();
            assertThat(fake.commandsThatBeginWith("hub lease")).hasSize(1);
        }
    }
}
