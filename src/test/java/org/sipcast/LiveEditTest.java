package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;
import org.sipcast.call.EndCause;
import org.sipcast.e2e.program.FreePorts;

/** Routes and channels are edited while calls come in. */
class LiveEditTest extends EditedRoutes {
    private static final String FIND =
            "        - setProperty: {name: channel, method: {ref: incomingCall, method: findChannel}}\n";
    /** A class that refers to one that is not there. */
    private static final String LACKING = "com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTracker";

    private static final String REFUSE =
            """
                    - throwException: {exceptionType: org.sipcast.call.NotAllowedException, message: Closed}
            """;

    /** Camel takes it at the start; edits must leave it alone. */
    private static final String TEMPLATES =
            """
            - routeTemplate:
                id: repeated
                from:
                  uri: direct:{{word}}
                  steps:
                    - log: hello
            - templatedRoute:
                routeTemplateRef: repeated
                routeId: of-template
                parameters:
                  - {name: word, value: templated}
            """;

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        Files.writeString(routes.resolve("templates.camel.yaml"), TEMPLATES);
    }

    @Test
    void aSavedRouteTakesTheNextCallWithinTwoSeconds() throws Exception {
        assertAnswered(call("before"));
        edit("incoming-call", FIND, FIND + REFUSE);
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertRefused(call("while"), 403));
        edit("incoming-call", FIND + REFUSE, FIND);
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertAnswered(call("after")));
        assertThat(editing().problems()).isEmpty();
    }

    @Test
    void aBadEditChangesNothingAndIsToldUntilItIsMended() throws Exception {
        edit("incoming-call", "method: findChannel", "method: findChanel");
        int line = lineOf("incoming-call.camel.yaml", "method: findChanel");
        await().untilAsserted(
                        () -> assertThat(editing().problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.file()).endsWith("incoming-call.camel.yaml");
                            assertThat(problem.line()).isEqualTo(line);
                            assertThat(problem.remedy()).contains("findChannel");
                        }));
        assertThat(toldByHealth()).get().asString().contains("incoming-call.camel.yaml:" + line + ": ");
        assertThat((String[]) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("org.sipcast:type=Server"), "EditProblems"))
                .singleElement()
                .asString()
                .contains("incoming-call.camel.yaml:" + line + ": ");
        assertAnswered(call("with-the-old-route"));
        // a good one goes live beside it
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
        assertThat(editing().problems()).hasSize(1);
        edit("incoming-call", "method: findChanel", "method: findChannel");
        await().untilAsserted(() -> assertThat(editing().problems()).isEmpty());
        assertThat(toldByHealth()).isEmpty();
        assertAnswered(call("after"));
    }

    /** Which is up all the same: calls are answered. */
    private Optional<String> toldByHealth() {
        HealthCheck.Result edits = HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().equals("edits"))
                .findFirst()
                .orElseThrow();
        assertThat(edits.getState()).isEqualTo(HealthCheck.State.UP);
        return edits.getMessage();
    }

    @Test
    void anEditLeavesTheComponentsOfTheServerAtWork() throws Exception {
        context.getRegistry().bind("bound", new LogComponent());
        edit("incoming-call", FIND, FIND + "        - to: bound:here\n" + REFUSE);
        await().untilAsserted(() -> assertRefused(call("while"), 403));
        edit("incoming-call", REFUSE, "");
        await().untilAsserted(() -> assertAnswered(call("after")));
        assertThat(context.getComponentNames()).contains("bound", "turn", "direct");
        for (String scheme : context.getComponentNames()) {
            Component component = context.getComponent(scheme);
            assertThat(component.getCamelContext()).as(scheme).isSameAs(context);
            assertThat(component).as(scheme).isInstanceOfSatisfying(StatefulService.class, service -> assertThat(
                            service.isStarted())
                    .isTrue());
        }
    }

    @Test
    void routesComeAndGoAndWhatIsStillCalledStays() throws Exception {
        Files.writeString(
                routes.resolve("opening-hours.camel.yaml"),
                """
                - route:
                    id: refuse-all
                    from:
                      uri: direct:refuse-all
                      steps:
                """
                        + REFUSE);
        edit("incoming-call", FIND, FIND + "        - to: direct:refuse-all\n");
        await().untilAsserted(() -> assertRefused(call("while"), 403));
        Path file = routes.resolve("opening-hours.camel.yaml");
        Files.move(file, routes.resolve("away"));
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("no route begins with direct:refuse-all"));
        assertRefused(call("still"), 403);
        edit("incoming-call", FIND + "        - to: direct:refuse-all\n", FIND);
        await().untilAsserted(() -> assertAnswered(call("after")));
        await().untilAsserted(() -> assertThat(context.getRoute("refuse-all")).isNull());
        assertThat(editing().problems()).isEmpty();
    }

    @Test
    void noCallFailsWhileEverythingIsReplaced() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<String> failed = new ArrayList<>();
        CompletableFuture<Integer> callers = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!over.get()) {
                try {
                    String id = "load-" + count++;
                    Exchange call = call(id);
                    if (call.getMessage().getHeader("CamelSipStatus") != null || call.getException() != null) {
                        failed.add(id + call.getMessage().getHeaders() + call.getException());
                    }
                    calls().end(id, EndCause.VIEWER_HUNG_UP, Duration.ZERO);
                } catch (Exception e) {
                    failed.add(e.toString());
                }
            }
            return count;
        });
        for (int edit = 0; edit < 8; edit++) {
            String before = "constant: " + (edit == 0 ? 404 : 600 + edit);
            edit("failures", before, "constant: " + (601 + edit));
            int status = 601 + edit;
            await().untilAsserted(() -> assertRefused(call("nobody", "nobody"), status));
        }
        over.set(true);
        assertThat(callers.join()).isGreaterThan(100);
        assertThat(failed).isEmpty();
    }

    @Test
    void noFileEndsTheTakingOfEdits() throws Exception {
        Path deep = Files.writeString(routes.resolve("deep.yaml"), "- route: " + "[".repeat(20_000));
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
        assertThat(told()).singleElement().asString().contains("deep.yaml:1: it is nested too deeply");
        Files.delete(deep);
        Path lacking = Files.writeString(
                routes.resolve("lacking.yaml"),
                listener(FreePorts.one()).replace("log: heard", "bean: {beanType: " + LACKING + ", method: close}"));
        edit("failures", "constant: 410", "constant: 411");
        await().untilAsserted(() -> assertRefused(call("again", "nobody"), 411));
        await().untilAsserted(() ->
                assertThat(told()).singleElement().asString().contains("lacking.yaml:6: ", "io.prometheus.client"));
        Files.delete(lacking);
        await().untilAsserted(() -> assertThat(told()).isEmpty());
    }

    @Test
    void aRouteThatCannotBeginElsewhereGoesOnWhereItWas() throws Exception {
        int port = FreePorts.one();
        Path file = Files.writeString(routes.resolve("listener.yaml"), listener(port));
        await().untilAsserted(() -> assertThat(answers(port)).isTrue());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, listener(taken.getLocalPort()));
            edit("failures", "constant: 404", "constant: 410");
            await().untilAsserted(() -> assertThat(told())
                    .singleElement()
                    .asString()
                    .contains("listener.yaml:4: the route listener can't begin", "Address already in use"));
            assertThat(answers(port)).isTrue();
            assertThat(context.getRouteController().getRouteStatus("listener")).isEqualTo(ServiceStatus.Started);
            // a good one goes live beside it
            await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
            Files.writeString(
                    routes.resolve("second.yaml"),
                    listener(taken.getLocalPort()).replace("listener", "second"));
            await().untilAsserted(() ->
                    assertThat(told()).anyMatch(each -> each.contains("second.yaml:4: the route second can't begin")));
            assertThat(context.getRoute("second")).isNull();
            Files.delete(routes.resolve("second.yaml"));

            Files.writeString(file, listener(port));
            await().untilAsserted(() -> assertThat(told()).isEmpty());
            assertThat(answers(port)).isTrue();
            Files.writeString(file, listener(taken.getLocalPort()));
            await().untilAsserted(() -> assertThat(told()).hasSize(1));
        }
        int other = FreePorts.one();
        Files.writeString(file, listener(other));
        await().untilAsserted(() -> assertThat(answers(other)).isTrue());
        assertThat(answers(port)).isFalse();
        await().untilAsserted(() -> assertThat(told()).isEmpty());
    }

    @Test
    void aRouteThatCannotEvenGoBackBeginsAgainWithTheNextEdit() throws Exception {
        int port = FreePorts.one();
        Path file = Files.writeString(routes.resolve("listener.yaml"), listener(port));
        await().untilAsserted(() -> assertThat(answers(port)).isTrue());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket old = new ServerSocket()) {
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onRoutesRemove(Collection<Route> removed) {
                    if (old.isBound()
                            || removed.stream().noneMatch(route -> route.getId().equals("listener"))) {
                        return;
                    }
                    try {
                        old.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            Files.writeString(file, listener(taken.getLocalPort()));
            await().untilAsserted(() -> assertThat(told())
                    .hasSize(2)
                    .anyMatch(each -> each.contains("the route listener can't begin"))
                    .anyMatch(each -> each.contains("the route listener of before can't be brought back")));
        }
        Files.writeString(file, listener(port));
        await().untilAsserted(() -> assertThat(answers(port)).isTrue());
        await().untilAsserted(() -> assertThat(told()).isEmpty());
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
    }

    @Test
    void whatOnlyAStartTakesGoesOnAndIsRefusedInAnEdit() throws Exception {
        assertThat(told()).isEmpty();
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
        assertThat(context.getRoute("of-template")).isNotNull();
        edit("templates", "hello", "good day");
        await().untilAsserted(() -> assertThat(told())
                .hasSize(2)
                .anyMatch(each -> each.contains("templates.camel.yaml:1: routeTemplate is not taken here"))
                .anyMatch(each -> each.contains("templates.camel.yaml:7: templatedRoute is not taken here")));
        edit("failures", "constant: 410", "constant: 411");
        await().untilAsserted(() -> assertRefused(call("again", "nobody"), 411));
        assertThat(context.getRoute("of-template")).isNotNull();
    }

    @Test
    void anEditBeforeTheFirstLookIsTaken() throws Exception {
        editing().stop();
        edit("failures", "constant: 404", "constant: 410");
        editing().start();
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
    }

    @Test
    void theProblemThatTheFolderIsMissingEndsWhenItIsBack() throws Exception {
        Path away = Files.move(routes, folder.resolve("away"));
        await().untilAsserted(
                        () -> assertThat(told()).singleElement().asString().contains("routes:1: is missing"));
        assertAnswered(call("meanwhile"));
        Files.writeString(routes, "no folder");
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        Files.delete(routes);
        Files.move(away, routes);
        await().untilAsserted(() -> assertThat(told()).isEmpty());
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
    }

    @Test
    void aFileThatGrowsTooLargeStaysAsItWas() throws Exception {
        edit("failures", "constant: 404", "constant: 410");
        await().untilAsserted(() -> assertRefused(call("other", "nobody"), 410));
        Path file = routes.resolve("failures.camel.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("constant: 410", "constant: 411") + "#".repeat(1_048_577));
        await().untilAsserted(() ->
                assertThat(told()).singleElement().asString().contains("failures.camel.yaml:1: is larger than 1 MiB"));
        assertRefused(call("still", "nobody"), 410);
        Files.writeString(file, good);
        await().untilAsserted(() -> assertThat(told()).isEmpty());
    }

    private static String listener(int port) {
        return """
                - route:
                    id: listener
                    from:
                      uri: netty:tcp://127.0.0.1:%d
                      steps:
                        - log: heard
                """
                .formatted(port);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> told() {
        return editing().problems().stream().map(Object::toString).toList();
    }

    @Test
    void aChannelThatIsAddedCanBeCalledAndOneThatIsRemovedTakesNoCalls() throws Exception {
        Exchange watching = watch("livetv");
        Files.writeString(channels, "channels:\n  news:\n    source: news.mkv\n");
        await().untilAsserted(() -> assertAnswered(call("news", "news")));
        assertRefused(call("new", "livetv"), 404);
        assertThat(calls().find("call-1")).isNotNull();
        assertThat(watching.getException()).isNull();

        Files.writeString(channels, "channels:\n  news:\n    sauce: news.mkv\n");
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Object::toString)
                .first()
                .asString()
                .contains("channels.yaml:3", "source"));
        assertAnswered(call("again", "news"));
    }

    /** Where a text stands first in a file of the routes, counted from 1. */
    private int lineOf(String file, String text) throws IOException {
        String before = Files.readString(routes.resolve(file)).split(Pattern.quote(text), 2)[0];
        return 1 + (int) before.chars().filter(character -> character == '\n').count();
    }
}
