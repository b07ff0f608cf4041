package org.sipcast.sip.stack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line when it begins to stand differently with a registration; what only repeats itself is for those who debug. */
final class RegistrationLog {

    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    void granted(RegistrationState before, RegistrationState after) {
        boolean repeats = before.registeredUntil() != null
                && before.lastFailure() == null
                && Objects.equals(before.seenAs(), after.seenAs());
        LOG.atLevel(repeats ? Level.DEBUG : Level.INFO)
                .log(
                        "Channel {} is registered as {} until {}{}",
                        after.channel(),
                        after.addressOfRecord(),
                        seconds(after.registeredUntil()),
                        after.seenAs() == null ? "" : ", seen at " + after.seenAs());
    }

    void failed(RegistrationState before, RegistrationState after) {
        boolean isGone = before.registeredUntil() != null && after.registeredUntil() == null;
        boolean repeats = Objects.equals(before.lastFailure(), after.lastFailure()) && !isGone;
        LOG.atLevel(repeats ? Level.DEBUG : Level.WARN)
                .log(
                        "Channel {} could not be registered as {}: {}. {}, next attempt at {}",
                        after.channel(),
                        after.addressOfRecord(),
                        after.lastFailure(),
                        after.registeredUntil() == null
                                ? isGone ? "It is registered no more" : "It is not registered"
                                : "It is registered until " + seconds(after.registeredUntil()),
                        seconds(after.nextAttempt()));
    }

    void left(RegistrationState before) {
        if (before.registeredUntil() != null) {
            LOG.info("Channel {} has left {}", before.channel(), before.addressOfRecord());
        }
    }

    private static String seconds(@Nullable Instant time) {
        return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
