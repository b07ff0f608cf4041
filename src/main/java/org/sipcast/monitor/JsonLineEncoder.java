package org.sipcast.monitor;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes each event of the log as one JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, and of the call that the message names
 * its id as {@code call} and the caller's as {@code sipCallId}; {@code error} holds a stack trace.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private static final Pattern CALL = Pattern.compile("\\b[Cc]all ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b");
    private static final Pattern SIP_CALL_ID = Pattern.compile("\\bCall-ID ([^\\s)]+)");
    private static final byte[] NOTHING = {};

    private final JsonFactory factory = new JsonFactory();
    private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTrace.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringWriter line = new StringWriter();
        String message = event.getFormattedMessage();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", event.getInstant().toString());
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("message", message);
            writeMatch(json, "call", CALL.matcher(message));
            writeMatch(json, "sipCallId", SIP_CALL_ID.matcher(message));
            if (event.getThrowableProxy() != null) {
                json.writeStringField("error", stackTrace.convert(event));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeMatch(JsonGenerator json, String field, Matcher found) throws IOException {
        if (found.find()) {
            json.writeStringField(field, found.group(1));
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
