package org.sipcast.chat;

/**
 * How rooms are kept.
 *
 * @param host the one in the addresses of rooms
 * @param lineOctets how long a line may be, in UTF-8
 * @param history how many lines who joins gets first
 * @param queue how many may wait for one viewer
 * @param notices up to how many viewers a room hears of who comes and goes
 * @param joined what it hears then, with {@code {name}} in it
 * @param left likewise
 * @param nameless what viewers are called who give no name
 */
public record RoomSettings(
        String host, int lineOctets, int history, int queue, int notices, String joined, String left, String nameless) {

    /** @throws IllegalArgumentException if a number is none that can be meant */
    public RoomSettings {
        if (lineOctets < 1 || lineOctets > 8000) {
            throw new IllegalArgumentException("sipcast.chat.line must be 1 to 8000 octets, not " + lineOctets);
        }
        if (history < 0 || history > 1000) {
            throw new IllegalArgumentException("sipcast.chat.history must be 0 to 1000 lines, not " + history);
        }
        if (queue < 1 || queue > 10_000 || queue < history) {
            throw new IllegalArgumentException(
                    "sipcast.chat.queue must be 1 to 10000 messages, and no less than sipcast.chat.history, not "
                            + queue);
        }
        if (nameless.isEmpty() || !DisplayName.safe(nameless).equals(nameless)) {
            throw new IllegalArgumentException(
                    "sipcast.chat.nameless must be what a viewer could call himself, not " + nameless);
        }
        if (notices < 0) {
            throw new IllegalArgumentException("sipcast.chat.notices must be 0 or more viewers, not " + notices);
        }
    }
}
