package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sipcast.call.EndCause;

/** We end calls whose viewers may be there or not: nothing was heard of them for a while. */
class DoubtfulViewerTest extends ShippedRoutes {

    @Override
    protected void also(Properties settings) {
        settings.setProperty("sipcast.viewer.silence", "500");
        // a lost VLC ends its calls at once
        settings.setProperty("sipcast.recovery.tries", "0");
    }

    @Test
    void aViewerWhoAnswersOurByePaysUpToIt() throws Exception {
        watch("livetv");
        probe = exchange -> exchange.getMessage().setHeader("CamelSipReached", true);
        assertThat(inDoubt()).isTrue();
        ended("livetv", "livetv", "lost", "call-1");
        assertThat(records()).hasSize(2).last().asString().contains("SOURCE_LOST", "\"billableMilliseconds\":1000");
    }

    @Test
    void aViewerWhoDoesNotAnswerOurByeEitherPaysForWhatIsProven() throws Exception {
        watch("livetv");
        probe = exchange -> exchange.getMessage().setHeader("CamelSipReached", false);
        assertThat(inDoubt()).isTrue();
        ended("livetv", "livetv", "lost", "call-1");
        assertThat(records()).hasSize(2).last().asString().contains("SOURCE_LOST", "\"billableMilliseconds\":0");
    }

    /** Nothing has been heard of the viewer for long enough. */
    private boolean inDoubt() {
        MediaReports reports = context.getRegistry().lookupByNameAndType("mediaReports", MediaReports.class);
        await().until(() -> reports.isInDoubt("call-1", EndCause.SOURCE_LOST));
        return reports.isInDoubt("call-1", EndCause.SOURCE_LOST);
    }
}
