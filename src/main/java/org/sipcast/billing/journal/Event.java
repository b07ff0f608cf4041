package org.sipcast.billing.journal;

import java.time.Instant;

/**
 * What happened to a call, before it has a place in the journal.
 *
 * @param id the same whenever the same event is written again
 * @param call our own id of the call
 * @param channel the channel's name
 * @param time when it happened
 * @param data what it says, a JSON object
 */
public record Event(String id, EventType type, String call, String channel, Instant time, String data) {}
