package org.sipcast.chat;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the line in what a viewer's device sends. */
public final class IncomingMessage {
    /** All that is taken, as an Accept header field lists it. */
    public static final String ACCEPTED = "text/plain, message/cpim, application/im-iscomposing+xml, message/imdn+xml";

    private static final String TEXT = "text/plain";

    private IncomingMessage() {}

    /**
     * The text of a line, not checked yet; nothing for news about writing and reading, which devices send by themselves (RFC
     * 3994, RFC 5438).
     *
     * @throws UnsupportedTypeException if it is something else
     * @throws UnreadableLineException if there is no text
     */
    public static Optional<String> text(@Nullable String type, @Nullable String body) {
        String bare = type == null ? TEXT : type.toLowerCase(Locale.ROOT);
        String content = body == null ? "" : body;
        if (bare.equals(Cpim.TYPE)) {
            MessageBody wrapped = Cpim.read(content);
            bare = wrapped.type();
            content = wrapped.text();
        }
        return switch (bare) {
            case TEXT -> Optional.of(content);
            case "application/im-iscomposing+xml", "message/imdn+xml" -> Optional.empty();
            default -> throw new UnsupportedTypeException("Only text can be said in this room");
        };
    }
}
