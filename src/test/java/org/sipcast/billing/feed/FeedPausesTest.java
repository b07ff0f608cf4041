package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FeedPausesTest {
    private final AtomicLong now = new AtomicLong();
    private final FeedPauses pauses = new FeedPauses(Duration.ofSeconds(1), Duration.ofSeconds(10), now::get);
    private final Logger logger = (Logger) LoggerFactory.getLogger(FeedPauses.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void pausesGrowToTheLongest() {
        List<Long> seconds = new ArrayList<>();
        for (int failure = 0; failure < 6; failure++) {
            pauses.failed("webhook", new ConnectException("Connection refused"), null, null);
            long from = now.get();
            while (!pauses.isOver("webhook")) {
                now.addAndGet(Duration.ofSeconds(1).toNanos());
            }
            seconds.add(Duration.ofNanos(now.get() - from).toSeconds());
        }
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        assertThat(pauses.isOver("kafka")).isTrue();
    }

    @Test
    void theLogHasALineForEachChangeAndNoneInBetween() {
        pauses.delivered("webhook", 1);
        for (int failure = 0; failure < 100; failure++) {
            pauses.failed("webhook", new IllegalStateException(new ConnectException("Connection refused")), null, null);
            pauses.failed("webhook", new NotTakenException("the receiver answers with status 503"), null, null);
        }
        pauses.delivered("webhook", 1);
        pauses.delivered("webhook", 1);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Feed webhook delivers nothing: ConnectException: Connection refused."),
                        line -> assertThat(line)
                                .startsWith("Feed webhook delivers nothing: the receiver answers with status 503."),
                        line -> assertThat(line).isEqualTo("Feed webhook delivers again"));
    }

    @Test
    void reasonsWithOtherNumbersEachTimeDoNotFillTheLog() {
        for (int failure = 0; failure < 1000; failure++) {
            pauses.failed("webhook", new IllegalStateException("attempt " + failure + "\nforged line."), null, null);
            pauses.failed("webhook", new NotTakenException("the receiver answers with status " + failure), null, null);
        }
        assertThat(lines.list).hasSize(10);
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains(": IllegalStateException: attempt 0 forged line. It tries");
    }

    @Test
    void anOutageLastsUntilAllThatFailedIsThrough() {
        pauses.failed("kafka", new IllegalStateException("too large"), 30L, null);
        assertThat(pauses.batch("kafka", 2000)).isEqualTo(1);
        pauses.delivered("kafka", 7);
        pauses.failed("kafka", new IllegalStateException("too large"), 8L, null);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(pauses.isOver("kafka")).isFalse();
        assertThat(lines.list).hasSize(1);

        pauses.delivered("kafka", 29);
        assertThat(pauses.batch("kafka", 2000)).isEqualTo(1);
        pauses.delivered("kafka", 30);
        assertThat(pauses.batch("kafka", 2000)).isEqualTo(2000);
        assertThat(pauses.isOver("kafka")).isTrue();
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void anOutageIsOverWhenThereIsNothingToDeliver() {
        pauses.failed("webhook", new ConnectException("Connection refused"), 3L, null);
        pauses.idle("webhook");
        pauses.idle("webhook");
        assertThat(pauses.isOver("webhook")).isTrue();
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void aConsumerGetsThePauseItAsksForWithinTheLongest() {
        pauses.failed("webhook", null, 3L, 5L);
        now.addAndGet(Duration.ofMillis(4999).toNanos());
        assertThat(pauses.isOver("webhook")).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(pauses.isOver("webhook")).isTrue();
        pauses.failed("webhook", null, 3L, 86_400L);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(pauses.isOver("webhook")).isTrue();
    }
}
