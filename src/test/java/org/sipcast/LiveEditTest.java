package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.sipcast.call.EndCause;

/** Routes and channels are edited while calls come in. */
class LiveEditTest extends EditedRoutes {
    private static final String FIND =
            "        - setProperty: {name: channel, method: {ref: incomingCall, method: findChannel}}\n";
    private static final String REFUSE =
            """
                    - throwException: {exceptionType: org.sipcast.call.NotAllowedException, message: Closed}
            """;

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
        await().untilAsserted(
                        () -> assertThat(editing().problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.file()).endsWith("incoming-call.camel.yaml");
                            assertThat(problem.line()).isEqualTo(27);
                            assertThat(problem.remedy()).contains("findChannel");
                        }));
        assertThat(toldByHealth()).get().asString().contains("incoming-call.camel.yaml:27: ");
        assertThat((String[]) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("org.sipcast:type=Server"), "EditProblems"))
                .singleElement()
                .asString()
                .contains("incoming-call.camel.yaml:27: ");
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
}
