package org.sipcast.steering;

import java.time.Duration;

/** What a viewer wants of what he watches. {@link CommandParser} has the words. */
public sealed interface Command {

    /** Stop here for now. */
    record Pause() implements Command {}

    /** Go on. */
    record Resume() implements Command {}

    /** The one of {@link Pause} and {@link Resume} that changes something. */
    record Toggle() implements Command {}

    /** Go on so much later in the film, or earlier if it is negative. */
    record SeekBy(Duration step) implements Command {}

    /** Go on there in the film. */
    record SeekTo(Duration position) implements Command {}

    /** Begin the film again. */
    record Restart() implements Command {}

    /** End the call. */
    record Stop() implements Command {}
}
