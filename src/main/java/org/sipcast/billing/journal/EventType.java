package org.sipcast.billing.journal;

import java.util.Locale;

/** What an event tells of a call. */
public enum EventType {
    STARTED,
    INTERIM,
    STOPPED,
    CORRECTED;

    /** The version of the schema of all events' data. */
    private static final int VERSION = 1;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As the journal's column {@code event} has it. */
    public String word() {
        return word;
    }

    /** As a CloudEvent has it. */
    public String cloudEventType() {
        return "org.sipcast.call." + word + ".v" + VERSION;
    }
}
