package org.sipcast;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.PropertyInject;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.sipcast.billing.feed.FeedFiles;
import org.sipcast.billing.feed.FeedPauses;
import org.sipcast.billing.feed.Tariffs;
import org.sipcast.billing.feed.Webhook;
import org.sipcast.billing.feed.WebhookDeadline;
import org.sipcast.billing.journal.NodeName;

/** The beans that the routes of feeds refer to, by name. */
public final class FeedBeans implements CamelConfiguration {

    @BindToRegistry
    public String feedNode(@PropertyInject(value = "sipcast.node", defaultValue = "") String configured) {
        return NodeName.of(configured);
    }

    @BindToRegistry
    public FeedPauses feedPauses(
            @PropertyInject("sipcast.feeds.pause") long firstMilliseconds,
            @PropertyInject("sipcast.feeds.longest-pause") long longestMilliseconds) {
        return new FeedPauses(Duration.ofMillis(firstMilliseconds), Duration.ofMillis(longestMilliseconds));
    }

    @BindToRegistry
    public FeedFiles feedFiles(
            @PropertyInject(value = "sipcast.node", defaultValue = "") String configured,
            @PropertyInject("sipcast.feeds.files.folder") String folder,
            @PropertyInject("sipcast.feeds.files.count") int count,
            @PropertyInject("sipcast.feeds.files.period") long periodSeconds) {
        return new FeedFiles(
                Path.of(folder), NodeName.of(configured), count, Duration.ofSeconds(periodSeconds), Clock.systemUTC());
    }

    @BindToRegistry
    public Webhook webhook(
            @PropertyInject("sipcast.feeds.webhook.url") String url,
            @PropertyInject("sipcast.feeds.webhook.secret") String secret,
            @PropertyInject("sipcast.feeds.webhook.secret-file") String file,
            @PropertyInject("sipcast.feeds.webhook.batch") int batch) {
        return Webhook.of(url, secret, file, batch);
    }

    @BindToRegistry
    public HttpClientConfigurer webhookClient(@PropertyInject("sipcast.feeds.webhook.timeout") long milliseconds) {
        WebhookDeadline deadline = new WebhookDeadline(Duration.ofMillis(milliseconds));
        return client -> client.addExecInterceptorFirst("deadline", deadline);
    }

    @BindToRegistry
    public Tariffs tariffs(@PropertyInject("sipcast.rating.tariffs") String file) {
        return new Tariffs(Path.of(file));
    }
}
