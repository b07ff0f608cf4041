package org.sipcast.billing.journal;

/**
 * An event in its place in the journal.
 *
 * @param seq from 1 on, without gaps within a node
 * @param event {@code started}, {@code interim}, {@code stopped} or {@code corrected}
 * @param recordedAt UTC with three digits for milliseconds, so that texts sort as times do
 * @param json the CloudEvent
 * @param hash SHA-256 of the CloudEvent's octets, in hex
 */
public record JournalRecord(
        String node,
        long seq,
        String id,
        String event,
        String call,
        String channel,
        String recordedAt,
        String json,
        String hash) {}
