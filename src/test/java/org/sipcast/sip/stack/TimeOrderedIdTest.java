package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

    @Test
    void theFormIsThatOfVersion7() {
        UUID id = TimeOrderedId.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void itBeginsWithTheTime() {
        long before = Instant.now().toEpochMilli();
        long time = TimeOrderedId.next().getMostSignificantBits() >>> 16;

        // thousands in a row may be some milliseconds ahead
        assertThat(time).isBetween(before, Instant.now().toEpochMilli() + 1000);
    }

    @Test
    void asTextsTheySortAsTheyWereMade() {
        List<String> made = Stream.generate(() -> TimeOrderedId.next().toString())
                .limit(10_000)
                .toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void allButTheTimeIsRandom() {
        assertThat(Stream.generate(() -> TimeOrderedId.next().getLeastSignificantBits())
                        .limit(10_000))
                .doesNotHaveDuplicates();
    }

    @Test
    void ofThoseThatAreMadeAtOnceNoTwoAreOfTheSameTime() {
        assertThat(Stream.generate(TimeOrderedId::next).parallel().limit(20_000).map(UUID::getMostSignificantBits))
                .doesNotHaveDuplicates();
    }
}
