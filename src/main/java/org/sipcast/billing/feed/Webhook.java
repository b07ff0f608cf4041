package org.sipcast.billing.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipcast.safety.SecretFile;

/** Makes signed requests of records: one CloudEvent each, or a batch (CloudEvents' HTTP binding, 3.2 and 3.3). */
public final class Webhook {
    static final String ONE = "application/cloudevents+json; charset=UTF-8";
    static final String BATCH = "application/cloudevents-batch+json; charset=UTF-8";

    private final List<WebhookSecret> secrets;
    private final boolean batches;
    private final Clock clock;

    Webhook(List<WebhookSecret> secrets, boolean batches, Clock clock) {
        this.secrets = secrets;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * The webhook of the settings. Without a URL it needs no secret and is never asked.
     *
     * @param secret one or more, separated by blanks; empty if the file has them
     * @param batch how many records go into a request; 1 for one plain CloudEvent each
     * @throws IllegalArgumentException if there is a URL but no usable secret
     */
    public static Webhook of(String url, String secret, String file, int batch) {
        if (url.isBlank()) {
            return new Webhook(List.of(), false, Clock.systemUTC());
        }
        String text = secret.isBlank() && !file.isBlank() ? read(Path.of(file)) : secret;
        List<WebhookSecret> secrets = Stream.of(text.trim().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .map(WebhookSecret::parse)
                .toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("sipcast.feeds.webhook.url is set, but there is no secret to sign with:"
                    + " put one into sipcast.feeds.webhook.secret-file or the environment's SIPCAST_WEBHOOK_SECRET");
        }
        return new Webhook(secrets, batch > 1, Clock.systemUTC());
    }

    /**
     * Makes the request that hands records on.
     *
     * @param records rows of the journal, at least one
     */
    public WebhookMessage message(List<Map<String, Object>> records) {
        String id = batches
                ? records.get(0).get("node") + "/" + records.get(0).get("seq") + "-"
                        + records.get(records.size() - 1).get("seq")
                : String.valueOf(records.get(0).get("id"));
        String body = batches
                ? records.stream().map(Webhook::json).collect(Collectors.joining(",", "[", "]"))
                : json(records.get(0));
        long timestamp = clock.instant().getEpochSecond();
        String signature = secrets.stream()
                .map(secret -> secret.signature(id, timestamp, body))
                .collect(Collectors.joining(" "));
        return new WebhookMessage(id, timestamp, signature, batches ? BATCH : ONE, body);
    }

    private static String json(Map<String, Object> row) {
        return String.valueOf(row.get("json"));
    }

    private static String read(Path file) {
        try {
            return SecretFile.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the webhook's secret in " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
