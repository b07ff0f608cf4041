package org.sipcast.chat;

import org.jspecify.annotations.Nullable;

/** A line in the forms that viewers take, each of which is written once for all of them. */
final class Written {
    private static final String TEXT = "text/plain;charset=utf-8";

    private final Line line;
    private final String host;
    private @Nullable MessageBody cpim;
    private @Nullable MessageBody text;

    Written(Line line, String host) {
        this.line = line;
        this.host = host;
    }

    synchronized MessageBody cpim() {
        MessageBody written = cpim;
        if (written == null) {
            written = new MessageBody(Cpim.TYPE, Cpim.of(line, host));
            cpim = written;
        }
        return written;
    }

    synchronized MessageBody text() {
        MessageBody written = text;
        if (written == null) {
            boolean viewers = line.kind() == Line.Kind.LINE;
            written = new MessageBody(TEXT, (viewers ? line.name() + ": " : "* ") + line.text());
            text = written;
        }
        return written;
    }
}
