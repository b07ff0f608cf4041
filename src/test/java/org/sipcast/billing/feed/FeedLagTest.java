package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.sipcast.billing.journal.TestJournal;

class FeedLagTest extends FeedTest {

    @Test
    void saysHowManyRecordsAFeedHasNotDeliveredAndHowOldTheyAre() throws Exception {
        TestJournal journal = sqlite().calls(5);
        Instant later = Instant.now().plus(Duration.ofHours(1));
        var lag = new FeedLag(journal.records(), TestJournal.NODE, Clock.fixed(later, ZoneOffset.UTC));
        var cursor = new FeedCursor(journal.records(), TestJournal.NODE);

        cursor.goOnWith("kafka", 4);
        assertThat(lag.now().newest()).isEqualTo(10);
        assertThat(lag.now().records("kafka")).isEqualTo(7);
        assertThat(lag.now().seconds("kafka")).isPositive();

        cursor.goOnWith("kafka", 11);
        assertThat(lag.now().records("kafka")).isZero();
        assertThat(lag.now().seconds("kafka")).isZero();
        assertThat(lag.now().records("nothing")).isZero();
    }
}
