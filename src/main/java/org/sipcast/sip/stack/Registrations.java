package org.sipcast.sip.stack;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The accounts that are to be registered, how it stands with each, and when each is due. It sends nothing itself. */
public final class Registrations {

    private final @Nullable RegistrarUri registrar;
    private final Duration expires;
    private final Clock clock;
    private final BackOff backOff;
    private final @Nullable TrustedHost registrarHost;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, RegistrationState> states = new TreeMap<>();
    private final Set<String> underWay = new TreeSet<>();
    private final RegistrationLog log = new RegistrationLog();

    /**
     * @param registrar null if nothing is to be registered
     * @param expires how long a registration we ask for
     * @param accounts at most one for each channel
     */
    public Registrations(
            @Nullable RegistrarUri registrar,
            Duration expires,
            Collection<Account> accounts,
            Clock clock,
            BackOff backOff) {
        this.registrar = registrar;
        this.expires = expires;
        this.clock = clock;
        this.backOff = backOff;
        registrarHost = registrar == null ? null : new TrustedHost(registrar.host());
        if (registrar != null) {
            Instant now = clock.instant();
            for (Account account : accounts) {
                this.accounts.put(account.channel(), account);
                states.put(account.channel(), RegistrationState.of(account, now));
            }
        }
    }

    /** Nothing to register. */
    public static Registrations none() {
        BackOff unused = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0);
        return new Registrations(null, Duration.ZERO, List.of(), Clock.systemUTC(), unused);
    }

    /** The channels whose REGISTER is due now, in the order of their names. */
    public synchronized List<String> due() {
        Instant now = clock.instant();
        return channels(state -> state.isDue(now) && !underWay.contains(state.channel()));
    }

    /** The channels that the registrar knows at the moment. */
    public synchronized List<String> registered() {
        Instant now = clock.instant();
        return channels(state -> state.isRegistered(now));
    }

    /** The channels that have an account, in the order of their names. */
    public synchronized List<String> all() {
        return channels(state -> true);
    }

    public synchronized List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    public synchronized List<RegistrationState> states() {
        return List.copyOf(states.values());
    }

    /**
     * How it stands with a channel.
     *
     * @throws IllegalArgumentException if the channel has no account
     */
    public synchronized RegistrationState state(String channel) {
        RegistrationState state = states.get(channel);
        if (state == null) {
            throw new IllegalArgumentException("Channel " + channel + " has no account to register");
        }
        return state;
    }

    /**
     * Has other accounts from now on: new ones are due at once, and those that are the same go on as they are. Answers the
     * channels that have none any more, which stay until they have {@linkplain #forget left}.
     */
    public synchronized List<String> become(Collection<Account> wanted) {
        if (registrar == null) {
            return List.of();
        }
        List<String> gone = new ArrayList<>(states.keySet());
        Instant now = clock.instant();
        for (Account account : wanted) {
            gone.remove(account.channel());
            if (!account.equals(accounts.put(account.channel(), account))) {
                states.put(account.channel(), RegistrationState.of(account, now));
                underWay.remove(account.channel());
            }
        }
        return gone;
    }

    /** Knows nothing more of a channel. */
    public synchronized void forget(String channel) {
        accounts.remove(channel);
        states.remove(channel);
        underWay.remove(channel);
    }

    /** Whether packets from this address come from the machine that registrations go to. */
    public boolean isRegistrar(InetAddress source) {
        return registrarHost != null && registrarHost.test(source);
    }

    Optional<RegistrarUri> registrar() {
        return Optional.ofNullable(registrar);
    }

    /** @throws IllegalArgumentException if none of these transports leads to the registrar */
    void requireTransport(Collection<Transport> transports) {
        if (registrar != null && !transports.contains(registrar.transport())) {
            throw new IllegalArgumentException("Registering at " + registrar + " needs " + registrar.transport()
                    + ", but there are only " + transports
                    + (registrar.transport() == Transport.TLS ? ": TLS begins with a certificate of ours" : ""));
        }
    }

    Duration expires() {
        return expires;
    }

    /** Learns the registrar's addresses, which may block. */
    void resolveRegistrar() {
        if (registrarHost != null) {
            registrarHost.resolve();
        }
    }

    /** @throws IllegalArgumentException if the channel has no account */
    synchronized Account account(String channel) {
        Account account = accounts.get(channel);
        if (account == null) {
            throw new IllegalArgumentException("Channel " + channel + " has no account to register");
        }
        return account;
    }

    /** Whether an attempt is due now; if so, it has begun, and the channel is not due until it has ended. */
    synchronized boolean beganIfDue(String channel) {
        return state(channel).isDue(clock.instant()) && underWay.add(channel);
    }

    /** The account is about to be unregistered, so it is not due any more. */
    synchronized void leaving(String channel) {
        underWay.add(channel);
    }

    synchronized RegistrationState granted(String channel, RegistrationGrant grant) {
        RegistrationState before = state(channel);
        if (before.hasLeft()) {
            return before;
        }
        RegistrationState after = before.granted(clock.instant(), grant);
        log.granted(before, after);
        return changed(after);
    }

    synchronized RegistrationState failed(String channel, RegistrationFailure failure) {
        RegistrationState before = state(channel);
        if (before.hasLeft()) {
            return before;
        }
        Duration pause = failure.isLasting() ? backOff.slow() : backOff.after(before.failures() + 1);
        Duration asked = failure.retryAfter();
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked;
        }
        RegistrationState after = before.failed(clock.instant(), failure.words(), pause);
        log.failed(before, after);
        return changed(after);
    }

    /** The account was unregistered; it is not due any more. */
    synchronized RegistrationState left(String channel) {
        RegistrationState before = state(channel);
        RegistrationState after = before.left();
        log.left(before);
        return changed(after);
    }

    private RegistrationState changed(RegistrationState after) {
        underWay.remove(after.channel());
        states.put(after.channel(), after);
        return after;
    }

    private List<String> channels(Predicate<RegistrationState> wanted) {
        return states.values().stream()
                .filter(wanted)
                .map(RegistrationState::channel)
                .toList();
    }
}
