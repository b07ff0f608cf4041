package org.sipcast.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLineEncoderTest {
    private static final String ID = "019aaf00-1111-7222-8333-444455556666";

    @Test
    void namesTheCallThatALineIsAbout() throws Exception {
        var line = line("Refusing call " + ID + " (Call-ID a84b@192.0.2.7) from sip:x@y with 488: no codec", null);

        assertThat(line.path("call").asText()).isEqualTo(ID);
        assertThat(line.path("sipCallId").asText()).isEqualTo("a84b@192.0.2.7");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("org.sipcast.x");
        assertThat(line.path("message").asText()).startsWith("Refusing call");
        assertThat(line.path("time").asText()).matches("\\d{4}-.*Z");
    }

    @Test
    void aLineOfNoCallNamesNone() throws Exception {
        var line = line("Channel livetv is open again", null);

        assertThat(line.has("call")).isFalse();
        assertThat(line.has("sipCallId")).isFalse();
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void whatBreaksLinesStaysInOneLine() throws Exception {
        var line = line("a \"quote\"\nand\tanother line \u2028", new IllegalStateException("on\npurpose"));

        assertThat(line.path("message").asText()).isEqualTo("a \"quote\"\nand\tanother line \u2028");
        assertThat(line.path("error").asText()).contains("IllegalStateException: on\npurpose", "\tat ");
    }

    private static JsonNode line(String message, @Nullable Throwable failure) throws Exception {
        var encoder = new JsonLineEncoder();
        encoder.start();
        var logger = new LoggerContext().getLogger("org.sipcast.x");
        var text = new String(
                encoder.encode(new LoggingEvent("x", logger, Level.WARN, message, failure, null)),
                StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n");
        assertThat(text.strip().lines()).hasSize(1);
        return new ObjectMapper().readTree(text);
    }
}
