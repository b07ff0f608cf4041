package org.sipcast.sip.stack;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SIP: takes calls, keeps their dialogs, ends them. It listens from its construction on until it is
 * closed.
 */
public final class SipStack implements AutoCloseable {

    /** What the stack keeps at the moment; all of it falls to 0 when nobody calls any more. */
    public record Counts(int dialogs, int invites, int transactions, int timers) {}

    private final SipSettings settings;
    private final Workers workers;
    private final Dialogs dialogs;
    private final IncomingInvites invites;
    private final JainSip jain;

    /** @throws IllegalStateException if the address and port cannot be listened on */
    public SipStack(SipSettings settings, SipApplication application) {
        this.settings = settings;
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
            jain = new JainSip(settings, door, listener);
            started.complete(jain);
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
     * Makes the client that sends the registrations through this stack; to be closed before it.
     *
     * @throws IllegalArgumentException if there is no registrar, or its transport is not listened on
     */
    public RegistrationClient registrationClient(Registrations registrations) {
        RegistrarUri registrar = registrations
                .registrar()
                .orElseThrow(() -> new IllegalArgumentException("There is no registrar to register at"));
        return new RegistrationClient(settings, jain, registrar, registrations);
    }

    public Counts counts() {
        return new Counts(
                dialogs.size(),
                invites.size(),
                jain.serverTransactions() + jain.clientTransactions(),
                workers.timersPending());
    }

    @Override
    public void close() {
        workers.close();
        jain.stop();
    }
}
