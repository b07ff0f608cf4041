package org.sipcast.sip.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with an account's registration.
 *
 * @param channel the account's channel
 * @param addressOfRecord its public address
 * @param registeredUntil when the registrar will forget us; null if it does not know us
 * @param lastFailure why the last attempt failed, in words; null if it did not
 * @param failures in a row
 * @param nextAttempt when the next REGISTER is due; null for never, once the account has been unregistered
 * @param seenAs the address and port that the platform saw our requests come from (RFC 3581), if it told
 * @param serviceRoute the route for further requests of this account outside calls (RFC 3608), in its order
 */
public record RegistrationState(
        String channel,
        String addressOfRecord,
        @Nullable Instant registeredUntil,
        @Nullable String lastFailure,
        int failures,
        @Nullable Instant nextAttempt,
        @Nullable String seenAs,
        List<String> serviceRoute) {

    /** 64*T1, after which an attempt is given up, and a little more. */
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(35);

    public RegistrationState {
        serviceRoute = List.copyOf(serviceRoute);
    }

    static RegistrationState of(Account account, Instant now) {
        return new RegistrationState(account.channel(), account.addressOfRecord(), null, null, 0, now, null, List.of());
    }

    public boolean isRegistered(Instant now) {
        return registeredUntil != null && registeredUntil.isAfter(now);
    }

    public boolean isDue(Instant now) {
        return nextAttempt != null && !nextAttempt.isAfter(now);
    }

    /** Whether the account was unregistered, and is to stay so. */
    public boolean hasLeft() {
        return nextAttempt == null;
    }

    RegistrationState granted(Instant now, RegistrationGrant grant) {
        Instant refresh = now.plus(grant.duration()).minus(lead(grant.duration()));
        return new RegistrationState(
                channel,
                addressOfRecord,
                now.plus(grant.duration()),
                null,
                0,
                refresh,
                grant.seenAs(),
                grant.serviceRoute());
    }

    /** A registration that was granted earlier holds on until it expires. */
    RegistrationState failed(Instant now, String failure, Duration pause) {
        boolean holds = isRegistered(now);
        return new RegistrationState(
                channel,
                addressOfRecord,
                holds ? registeredUntil : null,
                failure,
                failures + 1,
                now.plus(pause),
                seenAs,
                holds ? serviceRoute : List.of());
    }

    RegistrationState left() {
        return new RegistrationState(channel, addressOfRecord, null, null, 0, null, seenAs, List.of());
    }

    /** A fifth before the end, and if it can be so early that an attempt may time out and be repeated. */
    private static Duration lead(Duration granted) {
        Duration attempt = min(ONE_ATTEMPT, granted.dividedBy(2));
        Duration fifth = granted.dividedBy(5);
        return attempt.compareTo(fifth) > 0 ? attempt : fifth;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
