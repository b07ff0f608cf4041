package org.sipcast.billing.feed;

/**
 * A request to a webhook's receiver, with the headers of Standard Webhooks 1.0.
 *
 * @param id stays the same when the same records are sent again
 * @param timestamp when it was signed, in seconds since 1970
 * @param signature one or more, each {@code v1,} and base64, separated by a blank
 * @param contentType of one CloudEvent or of a batch
 */
public record WebhookMessage(String id, long timestamp, String signature, String contentType, String body) {}
