package org.sipcast.billing.journal;

/**
 * A call that has a start in the journal, and no end.
 *
 * @param last what was recorded of it last: the start, or an interim record
 */
public record OpenCall(String call, String channel, JournalRecord last) {}
