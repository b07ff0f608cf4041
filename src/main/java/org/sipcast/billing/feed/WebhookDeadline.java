package org.sipcast.billing.feed;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * How long a request to a webhook's receiver may take from its connection to the end of the answer's headers, however many octets
 * trickle in. An answer's body is not read: its connection is closed.
 */
public final class WebhookDeadline implements ExecChainHandler {
    private final Duration longest;

    public WebhookDeadline(Duration longest) {
        this.longest = longest;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        CompletableFuture<Void> guard = answered.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS)
                .thenAcceptAsync(inTime -> {
                    if (!inTime && scope.originalRequest instanceof Cancellable exchange) {
                        exchange.cancel();
                    }
                });
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (!answered.complete(true)) {
                guard.join();
                throw new SocketTimeoutException();
            }
            return withoutBody(response, scope);
        } catch (IOException | HttpException e) {
            if (!answered.complete(true) && !answered.join()) {
                SocketTimeoutException late =
                        new SocketTimeoutException("there was no whole answer within " + longest.toMillis() + " ms");
                late.addSuppressed(e);
                throw late;
            }
            throw e;
        } finally {
            answered.complete(true);
        }
    }

    private static ClassicHttpResponse withoutBody(ClassicHttpResponse response, ExecChain.Scope scope) {
        HttpEntity body = response.getEntity();
        if (body == null || body.getContentLength() == 0) {
            return response;
        }
        // not response.close(), which would read what is left of it
        scope.execRuntime.discardEndpoint();
        ClassicHttpResponse status = new BasicClassicHttpResponse(response.getCode(), response.getReasonPhrase());
        status.setHeaders(response.getHeaders("Retry-After"));
        return status;
    }
}
