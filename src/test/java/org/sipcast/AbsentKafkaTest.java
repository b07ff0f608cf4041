package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.sipcast.e2e.program.FreePorts;
import org.slf4j.LoggerFactory;

/** Rooms whose broker was never there. */
class AbsentKafkaTest extends ChatRoutes {
    private static final int SENDERS = 12;

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        settings.setProperty("sipcast.chat.kafka.brokers", "127.0.0.1:" + FreePorts.one());
        settings.setProperty("sipcast.chat.kafka.timeout", "1000");
        settings.setProperty("sipcast.chat.notices", "20");
    }

    @Test
    void nobodyWaitsForTheLinesAndNoticesBeforeHis() throws Exception {
        fillTheRoom();
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<CompletableFuture<Exchange>> answers = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> CompletableFuture.supplyAsync(() -> write("call-" + sender, "goal!"), threads))
                    .toList();

            // one behind the other they would take twelve seconds, and the notices twelve more
            await().atMost(Duration.ofSeconds(8)).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(status(answer.join())).isEqualTo(500));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noticesThatWaitEndQuietlyWithTheApplication() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            fillTheRoom();
            // by now a notice is being tried again
            assertThat(status(write("call-0", "anybody?"))).isEqualTo(500);
            context.stop();
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getThrowableProxy() != null || event.getLevel() == Level.ERROR)
                .extracting(ILoggingEvent::getLoggerName, ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private void fillTheRoom() throws Exception {
        for (int viewer = 0; viewer < SENDERS; viewer++) {
            join("call-" + viewer, "Viewer");
        }
    }
}
