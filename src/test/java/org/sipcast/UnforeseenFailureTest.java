package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of a failure that no route knows: whoever looks for the call by its id of ours finds it. */
class UnforeseenFailureTest extends ShippedRoutes {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void leave() {
        root.detachAppender(log);
    }

    @Test
    void aCallThatItHitsIsToldWithItsIdsAndAsRefused() throws Exception {
        faults.put("open-hub", new IllegalStateException("nobody thought of that"));

        assertRefused(invite("livetv", OFFER), 500);

        assertThat(lines("call call-1 "))
                .anySatisfy(line -> assertThat(line)
                        .matches("(?s)Route \\S+ failed, call call-1 \\(Call-ID call-1@wire\\): "
                                + "java\\.lang\\.IllegalStateException: nobody thought of that\n\tat .*"))
                .filteredOn(line -> line.startsWith("Refusing"))
                .singleElement()
                .isEqualTo("Refusing call call-1 (Call-ID call-1@wire) from sip:viewer@example.org;user=phone, \"x\""
                        + " with 500: The server had a failure");
    }

    @Test
    void aCallThatWasAnsweredIsNotToldAsRefused() throws Exception {
        invite("livetv", OFFER);
        faults.put("add-sink", new IllegalStateException("nobody thought of that"));

        event("ack");

        assertThat(lines("call call-1 (Call-ID call-1@wire)"))
                .anyMatch(line -> line.startsWith("Route ") && line.contains("nobody thought of that"))
                .noneMatch(line -> line.startsWith("Refusing"));
    }

    private List<String> lines(String words) {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(words))
                .toList();
    }
}
