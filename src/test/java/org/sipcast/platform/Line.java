package org.sipcast.platform;

import java.util.function.Consumer;

/** What a subscriber's messages go over, to the platform and back. */
interface Line extends AutoCloseable {
    /** Hands every message that comes in to this. */
    void listen(Consumer<String> messages);

    void send(String message);

    /** The beginning of a Via: protocol and sent-by. */
    String via();

    /** What stands behind the {@code @} of a Contact. */
    String contact();

    @Override
    void close();
}
