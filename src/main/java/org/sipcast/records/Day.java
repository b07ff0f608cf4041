package org.sipcast.records;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day, from one midnight to the next of a time zone: of 23 or 25 hours now and then. */
record Day(LocalDate date, ZoneId zone) {

    Instant from() {
        return date.atStartOfDay(zone).toInstant();
    }

    Instant until() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    Duration length() {
        return Duration.between(from(), until());
    }

    boolean has(Instant time) {
        return !time.isBefore(from()) && time.isBefore(until());
    }
}
