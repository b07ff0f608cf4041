package org.sipcast.steering;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sipcast.call.Call;
import org.sipcast.call.Film;

/**
 * A command, and what it comes to for one call: pure, so that it does not matter in which way the words came.
 *
 * @param position where a SEEK or RESTART goes to, in whole seconds; null for other steps
 */
public record Steering(Command command, Step step, @Nullable Duration position) {

    /**
     * Decides.
     *
     * @param call null if there is none (any more)
     * @param now by the registry's clock
     * @throws SteeringRefusedException if it can't be done
     */
    public static Steering of(Command command, @Nullable Call call, Instant now) {
        if (call == null) {
            throw new SteeringRefusedException(SteeringRefusedException.NO_CALL, "the call is over");
        }
        if (command instanceof Command.Stop) {
            return step(command, Step.STOP);
        }
        if (!call.isPlaying()) {
            throw refused("it has not begun yet");
        }
        if (command instanceof Command.Pause) {
            return step(command, pause(call));
        }
        if (command instanceof Command.Resume) {
            return step(command, resume(call));
        }
        if (command instanceof Command.Toggle) {
            return step(command, call.isPaused() ? resume(call) : pause(call));
        }
        if (call.channel().isLive()) {
            throw refused("a live channel can be paused, resumed and stopped only");
        }
        return seek(command, call, now);
    }

    /** What is so already is done once more where that can be, as VLC may have failed when it was done first. */
    private static Step pause(Call call) {
        return call.sink() == null ? Step.NONE : Step.PAUSE;
    }

    private static Step resume(Call call) {
        if (call.media().onHold()) {
            throw refused("the phone has the call on hold, and has to take it off hold itself");
        }
        return call.sink() == null ? Step.NONE : Step.RESUME;
    }

    private static Steering seek(Command command, Call call, Instant now) {
        Film film = call.film();
        if (command instanceof Command.Restart) {
            boolean onHold = call.media().onHold();
            return new Steering(command, onHold ? Step.SEEK : Step.RESTART, Duration.ZERO);
        }
        if (film.length().isZero()) {
            throw refused("how long the film is is not known, so that it can only begin again");
        }
        return new Steering(command, Step.SEEK, within(film, target(command, film.position(now))));
    }

    private static Duration target(Command command, Duration position) {
        if (command instanceof Command.SeekBy by) {
            Duration wanted = position.plus(by.step());
            return wanted.isNegative() ? Duration.ZERO : wanted;
        }
        return ((Command.SeekTo) command).position();
    }

    /** Beyond its end the film would be over, and the call with it: more than a key that is pressed once too often should do. */
    private static Duration within(Film film, Duration wanted) {
        if (wanted.compareTo(film.length()) >= 0) {
            throw refused("seek " + FilmTime.of(wanted) + ": the film is " + FilmTime.of(film.length()) + " long");
        }
        return Duration.ofSeconds(wanted.toSeconds());
    }

    private static Steering step(Command command, Step step) {
        return new Steering(command, step, null);
    }

    private static SteeringRefusedException refused(String words) {
        return new SteeringRefusedException(SteeringRefusedException.REFUSED, words);
    }
}
