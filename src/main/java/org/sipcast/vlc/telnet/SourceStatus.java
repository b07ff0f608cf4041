package org.sipcast.vlc.telnet;

import java.time.Duration;

/** Where the source of a hub is; a length of zero if it has none, as live ones. */
public record SourceStatus(SourceState state, Duration position, Duration length) {
    static SourceStatus of(Fields fields) throws MalformedReplyException {
        return new SourceStatus(
                SourceState.of(fields.text("source")), fields.milliseconds("position"), fields.milliseconds("length"));
    }
}
