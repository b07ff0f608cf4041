package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoadTest extends StackTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.sipcast.sip.stack");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.INFO);
    }

    @AfterAll
    static void asBefore() {
        LOG.setLevel(null);
    }

    @Test
    void aThousandCallsLeaveNothingBehind() {
        sipp.calls("call", 1000, 400);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0)));
        assertThat(application.methods().stream().filter(SipMethod.INVITE::equals))
                .hasSize(1000);
        assertThat(application.methods().stream().filter(SipMethod.BYE::equals)).hasSize(1000);
    }

    @Test
    void callsThatAreRefusedLeaveNothingBehind() {
        application.answers = request -> CompletableFuture.completedFuture(Answer.of(404));

        sipp.calls("refused", 200, 200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0)));
    }

    @Test
    void aStackThatIsClosedLeavesNoThread() throws IOException {
        call();
        stack.close();

        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    }

    private static Set<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sipcast-")
                        || name.contains("MessageProcessor")
                        || name.contains("UDPMessageChannel")
                        || name.contains("EventScanner")
                        || name.contains("SipTimer"))
                .collect(Collectors.toSet());
    }
}
