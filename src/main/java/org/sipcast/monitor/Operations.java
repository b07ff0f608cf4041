package org.sipcast.monitor;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.sipcast.call.CallRegistry;
import org.sipcast.call.Intake;
import org.sipcast.channel.Channels;
import org.sipcast.sip.SipConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators may do to calls and channels. All of it goes by the routes of {@code operation.camel.yaml}. */
public final class Operations {
    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final ProducerTemplate routes;
    private final CallRegistry calls;
    private final Channels channels;
    private final Intake intake;

    public Operations(CamelContext camel, CallRegistry calls, Channels channels, Intake intake) {
        this.routes = camel.createProducerTemplate();
        this.calls = calls;
        this.channels = channels;
        this.intake = intake;
    }

    /**
     * Ends a call.
     *
     * @throws IllegalArgumentException if there is no such call
     */
    public void end(String call) {
        if (calls.find(call) == null) {
            throw new IllegalArgumentException("There is no call " + printable(call) + ", or it has ended");
        }
        send("direct:end-watching", Map.of(SipConstants.DIALOG_ID, call));
    }

    /** Refuses new callers, and then does what {@link #restart} does. */
    public void stop(String channel) {
        require(channel);
        intake.stop(channel);
        log.info("Channel {} is stopped: callers are refused until it is opened again", channel);
        send("direct:clear-channel", Map.of("channel", channel));
    }

    /** Hangs up on everybody who watches it, and ends its VLC. */
    public void restart(String channel) {
        require(channel);
        log.info("Channel {} is being restarted", channel);
        send("direct:clear-channel", Map.of("channel", channel));
    }

    /** Lets callers in again. */
    public void open(String channel) {
        require(channel);
        intake.open(channel);
        log.info("Channel {} is open again", channel);
    }

    /** Hangs up on everybody. */
    void endAll() {
        send("direct:stop-calls", Map.of());
    }

    private void require(String channel) {
        if (channels.find(channel).isEmpty()) {
            throw new IllegalArgumentException("There is no channel " + printable(channel));
        }
    }

    private void send(String route, Map<String, Object> headers) {
        try {
            routes.sendBodyAndHeaders(route, null, headers);
        } catch (CamelExecutionException e) {
            // JMX hands exceptions to programs that don't know Camel's
            throw new IllegalStateException(route + " failed: " + String.valueOf(e.getCause()));
        }
    }

    /** What a stranger has sent goes into messages in part. */
    private static String printable(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
