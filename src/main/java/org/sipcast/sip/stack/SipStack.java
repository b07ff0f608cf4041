package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SIP: takes calls, keeps their dialogs, ends them. It listens from its construction on until it is
 * closed.
 */
public final class SipStack implements AutoCloseable {

    /** What the stack keeps at the moment; all of it falls to 0 when nobody calls any more. */
    public record Counts(int dialogs, int invites, int transactions, int timers) {}

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Workers workers;
    private final Dialogs dialogs;
    private final IncomingInvites invites;
    private final JainSip jain;
    private final DatagramExchanges datagrams;
    private final RegistrationClient registrations;

    /** @throws IllegalStateException if the address and port cannot be listened on */
    public SipStack(SipSettings settings, SipApplication application) {
        this(settings, application, Registrations.none());
    }

    /**
     * A stack that also takes calls from the machine that our accounts are registered with.
     *
     * @throws IllegalStateException if the address and port cannot be listened on
     * @throws IllegalArgumentException if the registrar wants a transport that is not listened on
     */
    public SipStack(SipSettings given, SipApplication application, Registrations accounts) {
        this(given, application, accounts, Duration.ofSeconds(1));
    }

    /** @param second how long a second of a session timer lasts */
    SipStack(SipSettings given, SipApplication application, Registrations accounts, Duration second) {
        accounts.requireTransport(given.transports());
        SipSettings settings = given.withTrusted(given.trusted().or(accounts::isRegistrar));
        workers = new Workers(settings.callThreads(), settings.waitingCalls());
        // JAIN-SIP reports to parts that send by it; the first packet may be here before it has returned
        CompletableFuture<JainSip> started = new CompletableFuture<>();
        OfferedMethods offered = new OfferedMethods(application::takes);
        OngoingRequests ongoing = new OngoingRequests();
        Responses responses = new Responses(settings, offered);
        datagrams = new DatagramExchanges(settings, workers);
        OutgoingRequests outgoing = new OutgoingRequests(settings, started::join, datagrams, workers.forConnecting());
        dialogs = new Dialogs(settings, workers, started::join, outgoing, application);
        SessionTimers sessions = new SessionTimers(workers, dialogs, second);
        invites = new IncomingInvites(
                settings, workers, started::join, responses, ongoing, dialogs, sessions, application);
        Questions questions =
                new Questions(settings, workers, started::join, responses, ongoing, dialogs, sessions, application);
        FrontDoor door =
                new FrontDoor(settings, offered, ongoing, started::join, responses, invites, dialogs, datagrams);
        NewRequests listener = new NewRequests(started::join, responses, invites, dialogs, questions);
        try {
            jain = new JainSip(settings, door, listener, datagrams::take, dialogs::flow);
            started.complete(jain);
            registrations = new RegistrationClient(settings, offered, jain, accounts);
            new KeepAlive(workers, jain, settings.outbound(), accounts).start();
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
            workers.close();
            throw e;
        }
    }

    /**
     * Ends a call with a BYE, which waits for the ACK if that is missing.
     *
     * @param dialogId our id of the call
     * @param reason a value for the Reason header field (RFC 3326), such as {@code SIP;cause=200;text="film's end"}
     * @return the status of the BYE's answer, 408 if none came, 503 if it could not be sent, 481 if there is no such
     *     call; never fails
     * @throws IllegalArgumentException if the reason is none
     */
    public CompletableFuture<Integer> hangUp(UUID dialogId, @Nullable String reason) {
        if (reason != null) {
            Headers.reason(reason);
        }
        return dialogs.hangUp(dialogId, reason);
    }

    /**
     * Sends a request within a call; where the peer has lost the call, the call ends, and the application hears of a BYE.
     *
     * @param dialogId our id of the call
     * @return the status of the answer, 408 if none came, 503 if it could not be sent, 481 if there is no such call; never
     *     fails
     */
    public CompletableFuture<Integer> send(UUID dialogId, DialogRequest request) {
        return dialogs.send(dialogId, request);
    }

    /** Registers our own accounts through this stack. */
    public RegistrationClient registrations() {
        return registrations;
    }

    public Counts counts() {
        return new Counts(
                dialogs.size(),
                invites.size(),
                jain.serverTransactions() + jain.clientTransactions() + datagrams.size(),
                workers.timersPending());
    }

    /** How many TCP and TLS connections are open. */
    public int connections() {
        return jain.connections();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            registrations.close();
            workers.close();
            jain.stop();
        }
    }
}
