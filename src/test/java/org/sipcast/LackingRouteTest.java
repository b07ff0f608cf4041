package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipcast.editing.Problem;

/** What a route needs went after the application started. */
class LackingRouteTest extends EditedRoutes {
    private static final String FIND = "method: {ref: incomingCall, method: findChannel}}\n";
    private static final String REFUSE =
            """
                    - throwException: {exceptionType: org.sipcast.call.NotAllowedException, message: Closed}
            """;
    private static final String LEFT_ALONE =
            """
            - route:
                id: left-alone
                from:
                  uri: direct:y
                  steps:
                    - process: {ref: goesAway}
            """;

    @Override
    protected void also(Properties settings) throws IOException {
        super.also(settings);
        Files.writeString(routes.resolve("y.camel.yaml"), LEFT_ALONE);
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        super.configure(configuration);
        configuration.addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext camel) {
                camel.getRegistry().bind("goesAway", (Processor) exchange -> {});
            }
        });
    }

    @Override
    @BeforeEach
    void start() {
        context.getRegistry().unbind("goesAway");
        super.start();
    }

    @Test
    void howAllRoutesGoStaysWhereOneOfThemCannotBeginAnew() throws Exception {
        Files.writeString(
                routes.resolve("all.camel.yaml"),
                """
                - routeConfiguration:
                    id: all
                    onCompletion:
                      - onCompletion:
                          steps:
                            - log: over
                """);
        edit("incoming-call", FIND, FIND + REFUSE);
        await().untilAsserted(() -> assertRefused(call("after"), 403));
        await().untilAsserted(() -> assertThat(editing().problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains("the route left-alone can't begin")));
    }
}
