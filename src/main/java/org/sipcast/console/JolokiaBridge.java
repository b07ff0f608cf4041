package org.sipcast.console;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JMX by HTTP, as far as {@code jolokia-access.xml} lets it: what is not named there is refused. */
final class JolokiaBridge implements AutoCloseable {
    static final String POLICY = "/jolokia-access.xml";
    private static final Logger log = LoggerFactory.getLogger(JolokiaBridge.class);

    private static final List<String> OPTIONS =
            List.of("maxDepth", "maxCollectionSize", "ignoreErrors", "canonicalNaming", "listCache");

    private final JolokiaServiceManager services;
    private final HttpRequestHandler handler;
    private final Runnable beforeEach;

    /**
     * Begins at once.
     *
     * @param beforeEach done before each request, on its thread
     */
    JolokiaBridge(Runnable beforeEach) {
        this.beforeEach = beforeEach;
        services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(
                        ConfigKey.AGENT_ID, "sipcast",
                        ConfigKey.AGENT_DESCRIPTION, "Sipcast",
                        ConfigKey.DISCOVERY_ENABLED, "false",
                        ConfigKey.INCLUDE_STACKTRACE, "false",
                        ConfigKey.SERIALIZE_EXCEPTION, "false"),
                new Log(),
                new PolicyRestrictor(policy()));
        services.addService(new JolokiaSerializer());
        services.addService(new LocalRequestHandler(1));
        handler = new HttpRequestHandler(services.start());
    }

    private static InputStream policy() {
        InputStream stream = JolokiaBridge.class.getResourceAsStream(POLICY);
        if (stream == null) {
            throw new IllegalStateException("the jar has no " + POLICY);
        }
        return stream;
    }

    /** Hawtio looks whether Jolokia is here; nothing else can be asked by GET, which other sites' pages can do unseen. */
    void version(RoutingContext context) {
        answer(context, () -> handler.handleGetRequest(context.request().uri(), "version", Map.of()));
    }

    void request(RoutingContext context) {
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        answer(
                context,
                () -> handler.handlePostRequest(
                        context.request().uri(),
                        new ByteArrayInputStream(body),
                        StandardCharsets.UTF_8.name(),
                        options(context.queryParams())));
    }

    /** How much of a value is wanted, and no more than that: how errors are told is not for others to choose. */
    private static Map<String, String[]> options(MultiMap query) {
        Map<String, String[]> options = new HashMap<>();
        OPTIONS.stream().filter(query::contains).forEach(name -> options.put(name, new String[] {query.get(name)}));
        return options;
    }

    private void answer(RoutingContext context, Question question) {
        Vertx vertx = context.vertx();
        vertx.executeBlocking(() -> ask(question), false)
                .onSuccess(json -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(json))
                .onFailure(context::fail);
    }

    private String ask(Question question) throws IOException {
        beforeEach.run();
        JSONStructure answer;
        try {
            answer = question.ask();
        } catch (BadRequestException | RuntimeException e) {
            answer = handler.handleThrowable(e);
        } catch (EmptyResponseException e) {
            return "";
        }
        TracedMessages.mend(answer);
        return answer.toJSONString();
    }

    @Override
    public void close() {
        services.stop();
    }

    private interface Question {
        JSONStructure ask() throws IOException, BadRequestException, EmptyResponseException;
    }

    /** What it is refused is no error of ours. */
    private static final class Log implements LogHandler {
        @Override
        public void debug(String message) {
            log.debug("{}", message);
        }

        @Override
        public void info(String message) {
            log.debug("{}", message);
        }

        @Override
        public void error(String message, Throwable failure) {
            log.warn("{}: {}", message, String.valueOf(failure));
        }

        @Override
        public boolean isDebug() {
            return log.isDebugEnabled();
        }
    }
}
