package org.sipcast.sip.stack;

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
        accounts.requireTransport(given.transports());
        SipSettings settings = given.withTrusted(given.trusted().or(accounts::isRegistrar));
        workers = new Workers(settings.callThreads(), settings.waitingCalls());
        // JAIN-SIP reports to parts that send by it; the first packet may be here before it has returned
        CompletableFuture<JainSip> started = new CompletableFuture<>();
        Responses responses = new Responses(settings);
        OutgoingRequests outgoing = new OutgoingRequests(settings, started::join);
        dialogs = new Dialogs(settings, workers, started::join, outgoing, application);
        invites = new IncomingInvites(settings, workers, started::join, responses, dialogs, application);
        FrontDoor door = new FrontDoor(settings, started::join, responses, invites, dialogs);
        NewRequests listener =
                new NewRequests(settings, workers, started::join, responses, invites, dialogs, application);
        try {
            jain = new JainSip(settings, door, listener, dialogs::flow);
            started.complete(jain);
            registrations = new RegistrationClient(settings, jain, accounts);
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

    /** Registers our own accounts through this stack. */
    public RegistrationClient registrations() {
        return registrations;
    }

    public Counts counts() {
        return new Counts(
                dialogs.size(),
                invites.size(),
                jain.serverTransactions() + jain.clientTransactions(),
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
