package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Registers accounts and unregisters them, when it is told to. One thread sends for all: it may have to wait for the name
 * service or for a connection, but never for an answer.
 */
public final class RegistrationClient implements AutoCloseable {

    /** Whoever stops the application should not wait long for a registrar that is gone. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

    private final SipSettings settings;
    private final OfferedMethods offered;
    private final JainSip jain;
    private final Registrations registrations;
    /** By account: one with another password begins anew. */
    private final Map<Account, AccountSession> sessions = new ConcurrentHashMap<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(job -> {
        Thread created = new Thread(job, "sipcast-register");
        created.setDaemon(true);
        return created;
    });

    RegistrationClient(SipSettings settings, OfferedMethods offered, JainSip jain, Registrations registrations) {
        this.settings = settings;
        this.offered = offered;
        this.jain = jain;
        this.registrations = registrations;
        registrations.registrar().ifPresent(registrar -> thread.execute(registrations::resolveRegistrar));
    }

    /**
     * Registers a channel's account, or refreshes its registration, if that is due.
     *
     * @return how it stands afterwards; that a registration is refused does not make it fail
     * @throws IllegalArgumentException if the channel has no account
     */
    public CompletableFuture<RegistrationState> register(String channel) {
        return session(channel).register();
    }

    /**
     * Tells the registrar to forget a channel, if it knows it, and waits a few seconds at most.
     *
     * @return how it stands afterwards
     * @throws IllegalArgumentException if the channel has no account
     */
    public CompletableFuture<RegistrationState> unregister(String channel) {
        AccountSession session = session(channel);
        return session.unregister()
                .copy()
                .orTimeout(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> session.giveUp());
    }

    private AccountSession session(String channel) {
        Account account = registrations.account(channel);
        return sessions.computeIfAbsent(account, none -> {
            RegistrarUri registrar = registrations.registrar().orElseThrow();
            RegisterRequests requests = new RegisterRequests(settings, offered, registrar, account);
            return new AccountSession(account, jain, registrations, thread, requests);
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
