package org.sipcast.billing.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a feed's records into files: by count, and whenever a period is over, then even without any. Which records a file is to
 * have is noted on disk before it is written, so what a crash interrupts is done again as the same file, with the same name.
 */
public final class FeedFiles {
    private final Path folder;
    private final String node;
    private final int count;
    private final Duration period;
    private final InstantSource clock;
    private final Map<String, FileFormat> formats =
            Map.of("csv", new CsvFormat(), "ndjson", new NdjsonFormat(), "rated", new NdjsonFormat());
    private final Map<String, Cut> cuts = new ConcurrentHashMap<>();

    public FeedFiles(Path folder, String node, int count, Duration period, InstantSource clock) {
        if (count < 1 || period.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "a file needs at least 1 record and 1 s, not " + count + " and " + period);
        }
        this.folder = folder;
        this.node = node;
        this.count = count;
        this.period = period;
        this.clock = clock;
    }

    /**
     * Says whether a file is due, and notes what it is to have.
     *
     * @param feed {@code csv}, {@code ndjson} or {@code rated}
     * @param cursor the last record that is in a file already
     * @param newest the last record of the journal
     * @return the last record that goes into the file, {@code cursor} for one without records; null if none is due
     */
    public @Nullable Long due(String feed, long cursor, long newest) throws IOException {
        Cut last = cuts.get(feed);
        if (last == null) {
            last = Cut.read(plan(feed));
            if (last == null) {
                last = new Cut(cursor + 1, cursor, periodNow());
                last.write(plan(feed));
            }
            cuts.put(feed, last);
        }
        if (last.last() > Math.max(newest, cursor)) {
            // noted for another journal, whose folder this was
            last = new Cut(cursor + 1, cursor, last.period());
            note(feed, last);
        }
        if (last.first() == cursor + 1 && last.last() > cursor) {
            return last.last(); // noted before, but the file may not be there, or the cursor did not get behind it
        }
        long now = periodNow();
        if (newest - cursor >= count) {
            note(feed, new Cut(cursor + 1, cursor + count, last.period()));
            return cursor + count;
        }
        if (now == last.period()) {
            return null;
        }
        if (newest > cursor) {
            note(feed, new Cut(cursor + 1, newest, now));
        }
        return Math.max(newest, cursor);
    }

    /**
     * Writes the file that is due, unless it is there already.
     *
     * @param last as {@link #due} said
     * @param records the rows of the journal from {@code cursor}, exclusively, to {@code last}
     */
    public void write(String feed, long cursor, long last, List<Map<String, Object>> records) throws IOException {
        if (records.size() != last - cursor) {
            throw new IllegalStateException(
                    "the journal has " + records.size() + " of the records " + (cursor + 1) + " to "
                            + last + "; where the others were deleted on purpose: bin/sipcast replay-feed " + feed
                            + " with the first that is there");
        }
        long now = periodNow();
        FileFormat format = formats.get(feed);
        if (format == null) {
            throw new IllegalArgumentException("there is no format " + feed);
        }
        String name = records.isEmpty()
                ? "%s_%012d-empty_%s.%s"
                        .formatted(safe(node), cursor + 1, Instants.compact(now, period), format.extension())
                : "%s_%012d-%012d.%s".formatted(safe(node), cursor + 1, last, format.extension());
        byte[] content = FileContent.of(format, node, cursor + 1, last, records);
        DurableFile.create(folder.resolve(feed).resolve(name), content);
        if (records.isEmpty()) {
            note(feed, new Cut(cursor + 1, cursor, now));
        }
    }

    private void note(String feed, Cut cut) throws IOException {
        cut.write(plan(feed));
        cuts.put(feed, cut);
    }

    private Path plan(String feed) {
        return folder.resolve(feed).resolve(".cut-" + safe(node));
    }

    private long periodNow() {
        return clock.instant().getEpochSecond() / period.toSeconds();
    }

    private static String safe(String node) {
        return node.replaceAll("[^A-Za-z0-9.-]", "-");
    }
}
