package org.sipcast.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The days that people look at, a few kept at a time; each is read once, and after that only what has come since. */
final class Days {
    private static final int MAX_DAYS = 3;
    private static final int PAGE = 2000;

    /** An interim event may come so much later than it should, as the journal could not be written before. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    /** The clock may have been wrong by so much when an event was written. */
    private static final Duration CLOCK_ERROR = Duration.ofHours(3);

    // most events are interim ones, and say nothing that is not in the end's as well
    private static final String EVENTS =
            "SELECT seq, event, recorded_at, call, json FROM record WHERE node = ? AND seq > ? AND seq <= ?"
                    + " AND (event <> 'interim' OR recorded_at < ? OR recorded_at >= ?) ORDER BY seq LIMIT " + PAGE;
    // has an index of its own
    private static final String CORRECTIONS = "SELECT seq, recorded_at, call, json FROM record"
            + " WHERE node = ? AND event = 'corrected' AND seq > ? AND seq <= ? ORDER BY seq";
    private static final String FIRST_FROM =
            "SELECT seq, recorded_at FROM record WHERE node = ? AND seq >= ? ORDER BY seq LIMIT 1";

    private final JournalRows journal;
    private final Clock clock;
    /** More than between two interim events: by those of this time before and after we know who watched already, and still does. */
    private final Duration interim;

    private final Map<Day, Shelf> days = new LinkedHashMap<>(8, 0.75f, true);

    /** A day's calls, and up to where they are read. */
    private static final class Shelf {
        private final DayBook book;
        private final Day day;
        private long read = -1;
        /** Up to where it has what was corrected on later days. */
        private long corrected = -1;

        Shelf(Day day) {
            this.day = day;
            this.book = new DayBook(day);
        }
    }

    /** What is read out of a day. */
    interface Question<T> extends BiFunction<DayBook, Long, T> {}

    /**
     * Those of a journal.
     *
     * @param interim between two interim events of a call
     */
    Days(JournalRows journal, Clock clock, Duration interim) {
        this.journal = journal;
        this.clock = clock;
        this.interim = interim.multipliedBy(2).plus(DELAY);
    }

    String node() {
        return journal.node();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param question gets the day's calls as they are now, and the number of the last event in them
     */
    <T> T ask(Day day, Question<T> question) throws SQLException {
        Shelf shelf = shelf(day);
        synchronized (shelf) {
            try {
                readOn(shelf);
            } catch (SQLException | RuntimeException e) {
                // it may be half read
                forget(day);
                throw e;
            }
            return question.apply(shelf.book, shelf.corrected);
        }
    }

    private synchronized Shelf shelf(Day day) {
        Shelf shelf = days.computeIfAbsent(day, Shelf::new);
        if (days.size() > MAX_DAYS) {
            days.remove(days.keySet().iterator().next());
        }
        return shelf;
    }

    private synchronized void forget(Day day) {
        days.remove(day);
    }

    private void readOn(Shelf shelf) throws SQLException {
        long last = journal.last();
        long end = last;
        try (Connection connection = journal.connect()) {
            Instant now = now();
            Instant over = shelf.day.until().plus(CLOCK_ERROR);
            if (now.isAfter(over)) {
                end = firstFrom(connection, over, end) - 1;
            }
            if (shelf.read < 0) {
                shelf.read = firstFrom(connection, shelf.day.from().minus(CLOCK_ERROR), end) - 1;
                read(connection, shelf, end, now.minus(interim));
            } else {
                read(connection, shelf, end, Instant.EPOCH);
            }
            readCorrections(connection, shelf, last);
        }
    }

    private void read(Connection connection, Shelf shelf, long end, Instant interimsFrom) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            for (int found = PAGE; found == PAGE; ) {
                select.setString(1, journal.node());
                select.setLong(2, shelf.read);
                select.setLong(3, end);
                select.setString(4, shelf.day.from().plus(interim).toString());
                select.setString(5, interimsFrom.toString());
                found = 0;
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found++;
                        shelf.read = rows.getLong(1);
                        shelf.book.add(
                                shelf.read,
                                rows.getString(2),
                                Instant.parse(rows.getString(3)),
                                rows.getString(4),
                                rows.getString(5));
                    }
                }
            }
        }
        shelf.read = Math.max(shelf.read, end);
    }

    /** What was corrected later than the day's events are read. */
    private void readCorrections(Connection connection, Shelf shelf, long last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CORRECTIONS)) {
            select.setString(1, journal.node());
            select.setLong(2, Math.max(shelf.read, shelf.corrected));
            select.setLong(3, last);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    shelf.book.add(
                            rows.getLong(1),
                            "corrected",
                            Instant.parse(rows.getString(2)),
                            rows.getString(3),
                            rows.getString(4));
                }
            }
        }
        shelf.corrected = Math.max(shelf.corrected, Math.max(shelf.read, last));
    }

    /** The number of the first event that was written at this time or later, at most one behind the end. Times and numbers rise together. */
    private long firstFrom(Connection connection, Instant time, long end) throws SQLException {
        long low = 1;
        long high = end + 1;
        try (PreparedStatement select = connection.prepareStatement(FIRST_FROM)) {
            while (low < high) {
                long middle = (low + high) >>> 1;
                select.setString(1, journal.node());
                select.setLong(2, middle);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || !Instant.parse(row.getString(2)).isBefore(time)) {
                        high = middle;
                    } else {
                        low = Math.max(middle, row.getLong(1)) + 1;
                    }
                }
            }
        }
        return low;
    }
}
