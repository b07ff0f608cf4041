package org.sipcast.sip;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.Answer;
import org.sipcast.sip.stack.SipApplication;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which consumer takes part in which method at the moment. While a route is being replaced nobody does: new calls are
 * asked to come back, and what happens to open ones waits for the new route.
 */
final class Consumers implements SipApplication {

    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);
    private static final Duration COME_BACK = Duration.ofSeconds(2);
    private static final Duration WAIT_FOR_ROUTE = Duration.ofSeconds(10);

    /** Completed while there is a consumer, open while it is being replaced, absent if there never was one. */
    private final Map<SipMethod, CompletableFuture<SipConsumer>> consumers = new EnumMap<>(SipMethod.class);

    /** @throws IllegalStateException if the method has a consumer already */
    synchronized void add(SipMethod method, SipConsumer consumer) {
        CompletableFuture<SipConsumer> awaited = consumers.computeIfAbsent(method, none -> new CompletableFuture<>());
        if (!awaited.complete(consumer)) {
            throw new IllegalStateException("There is a route from sip:"
                    + method.name().toLowerCase(Locale.ROOT) + " already, and no more than one can take part");
        }
    }

    synchronized void remove(SipMethod method, SipConsumer consumer) {
        CompletableFuture<SipConsumer> current = consumers.get(method);
        if (current != null && current.getNow(null) == consumer) {
            consumers.put(method, new CompletableFuture<>());
        }
    }

    private synchronized @Nullable CompletableFuture<SipConsumer> of(SipMethod method) {
        return consumers.get(method);
    }

    private @Nullable SipConsumer now(SipMethod method) {
        CompletableFuture<SipConsumer> consumer = of(method);
        return consumer == null ? null : consumer.getNow(null);
    }

    @Override
    public boolean takes(SipMethod method) {
        // a route that is being replaced will be back
        return of(method) != null;
    }

    @Override
    public CompletionStage<Answer> answer(SipRequest request) {
        SipConsumer consumer = now(request.event());
        if (consumer != null) {
            return consumer.answer(request);
        }
        if (request.method() == SipMethod.OPTIONS && now(SipMethod.INVITE) != null) {
            // without a route of its own the answer is what an INVITE could expect (RFC 3261 section 11.2)
            return CompletableFuture.completedFuture(Answer.of(200));
        }
        return CompletableFuture.completedFuture(Answer.of(503).withRetryAfter(COME_BACK));
    }

    @Override
    public CompletionStage<?> happened(SipRequest event) {
        CompletableFuture<SipConsumer> consumer = of(event.event());
        if (consumer == null) {
            LOG.debug("No route wants {}. Call-ID {}", event.method(), event.callId());
            return CompletableFuture.completedFuture(null);
        }
        return consumer.copy()
                .orTimeout(WAIT_FOR_ROUTE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    LOG.warn("No route took the {}. Call-ID {}", event.method(), event.callId());
                    return null;
                })
                .thenCompose(taker -> taker == null ? CompletableFuture.completedFuture(null) : taker.happened(event));
    }
}
