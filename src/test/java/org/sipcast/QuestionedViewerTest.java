package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Viewers who send no RTCP are asked now and then whether they are there. */
class QuestionedViewerTest extends ShippedRoutes {

    @Override
    protected void also(Properties settings) {
        settings.setProperty("sipcast.viewer.question", "300");
    }

    @Test
    void aViewerOfWhomNothingIsHeardIsAskedAndEndedInTheEnd() throws Exception {
        watch("livetv");
        probe = exchange -> exchange.getMessage().setHeader("CamelSipReached", false);

        await().untilAsserted(
                        () -> assertThat(records()).hasSize(2).last().asString().contains("VIEWER_LOST"));
        assertThat(deeds).contains("sip:options call-1 null");
    }

    @Test
    void aViewerWhoAnswersStays() throws Exception {
        watch("livetv");
        probe = exchange -> exchange.getMessage().setHeader("CamelSipReached", true);

        await().until(() -> deeds.size() > 2);
        assertThat(deeds).containsOnly("sip:options call-1 null");
        assertThat(calls().all()).hasSize(1);
    }
}
