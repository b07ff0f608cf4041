package org.sipcast.sip.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A dialog while it lasts: how far it is, and what still has to be done for it. */
final class LiveDialog {

    private static final int LONGEST_PAUSE_SECONDS = 10;

    private enum State {
        UNACKNOWLEDGED,
        CONFIRMED,
        HANGING_UP,
        ENDED
    }

    /** A BYE of ours; it waits while the ACK is missing (RFC 3261 section 15). */
    record Hangup(@Nullable String reason, CompletableFuture<Integer> status) {}

    private final EventQueue events;
    private final Departures departures = new Departures();

    private long inviteCSeq;
    private boolean begun;
    private boolean changing;
    private boolean offered;
    private Dialog dialog;
    private State state = State.UNACKNOWLEDGED;
    private @Nullable Retransmission ok;
    private @Nullable Hangup waiting;
    private @Nullable Future<?> sessionTimer;
    private volatile @Nullable Flow flow;
    private volatile @Nullable RequestForm form;

    LiveDialog(Dialog dialog, EventQueue events) {
        this.dialog = dialog;
        this.events = events;
        inviteCSeq = dialog.remoteCSeq();
    }

    EventQueue events() {
        return events;
    }

    Departures departures() {
        return departures;
    }

    synchronized Dialog dialog() {
        return dialog;
    }

    /** A request came over this connection, from our next hop. */
    void cameOver(Flow connection) {
        flow = connection;
    }

    @Nullable
    Flow flow() {
        return flow;
    }

    /** What our requests have in common, as it was written last. */
    @Nullable
    RequestForm form() {
        return form;
    }

    void form(RequestForm written) {
        form = written;
    }

    synchronized void answeredWith(Retransmission retransmission) {
        // the ACK may be here already, and a call would keep its 200 as long as it lasts
        if (state == State.UNACKNOWLEDGED) {
            ok = retransmission;
            retransmission.start();
        }
    }

    /** The INVITE came again: the 2xx was lost, unless the ACK is here already. */
    synchronized void resendOk() {
        if (state == State.UNACKNOWLEDGED && ok != null) {
            ok.resend();
        }
    }

    /** Takes a request's number; false if it is out of order (RFC 3261 section 12.2.2). */
    synchronized boolean inOrder(long cseq) {
        if (cseq < dialog.remoteCSeq()) {
            return false;
        }
        dialog = dialog.withRemoteCSeq(cseq);
        return true;
    }

    /** An ACK came; duplicates and those of another INVITE are not the first. */
    synchronized Acknowledgement acknowledge(long cseq) {
        if (state != State.UNACKNOWLEDGED || cseq != inviteCSeq) {
            return new Acknowledgement(false, false, false, null);
        }
        stopRetransmitting();
        boolean begins = !begun;
        begun = true;
        Hangup hangup = waiting;
        waiting = null;
        state = hangup == null ? State.CONFIRMED : State.HANGING_UP;
        return new Acknowledgement(true, begins, offered, hangup);
    }

    /** No ACK came in time: the BYE to send, one that has waited or a new one; null if the dialog has ended. */
    synchronized @Nullable Hangup giveUp(String reason) {
        if (state != State.UNACKNOWLEDGED) {
            return null;
        }
        stopRetransmitting();
        sessionTimer(null);
        state = State.HANGING_UP;
        Hangup hangup = waiting;
        waiting = null;
        return hangup == null ? new Hangup(reason, new CompletableFuture<>()) : hangup;
    }

    /** Whether the application has asked for the end already, and needs no further word of it. */
    synchronized boolean isWantedToEnd() {
        return waiting != null || state == State.HANGING_UP || state == State.ENDED;
    }

    synchronized boolean hasEnded() {
        return state == State.ENDED;
    }

    /** We want to hang up: true if the BYE is to be sent now; otherwise it waits, or there is nothing to end. */
    synchronized boolean hangUp(Hangup hangup) {
        if (state == State.CONFIRMED) {
            sessionTimer(null);
            state = State.HANGING_UP;
            return true;
        }
        if (state == State.UNACKNOWLEDGED && waiting == null) {
            waiting = hangup;
        } else {
            hangup.status().complete(481);
        }
        return false;
    }

    /** The peer has hung up: true if that is news. */
    synchronized boolean endedByPeer() {
        boolean news = !isWantedToEnd();
        stopRetransmitting();
        sessionTimer(null);
        if (waiting != null) {
            waiting.status().complete(481);
            waiting = null;
        }
        if (state != State.HANGING_UP) {
            state = State.ENDED;
        }
        return news;
    }

    synchronized void ended() {
        state = State.ENDED;
        stopRetransmitting();
        sessionTimer(null);
    }

    /** The dialog with the number of the next request of ours. */
    synchronized Dialog nextRequest() {
        dialog = dialog.withNextLocalCSeq();
        return dialog;
    }

    /**
     * Begins to answer a change that the peer asks for, until {@link #endChange}; one at a time, because offers that cross
     * leave nobody sure of the session (RFC 3261 section 14.2, RFC 3311 section 5.2).
     *
     * @return why not now
     */
    synchronized Optional<Answer> beginChange() {
        if (isWantedToEnd()) {
            return Optional.of(Answer.noSuchCall());
        }
        if (changing) {
            return Optional.of(Answer.of(500).withRetryAfter(pause()));
        }
        if (state == State.UNACKNOWLEDGED) {
            return Optional.of(Answer.of(491));
        }
        changing = true;
        return Optional.empty();
    }

    private static Duration pause() {
        return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_SECONDS + 1));
    }

    synchronized void endChange() {
        changing = false;
    }

    /** Requests that were accepted may move the peer (RFC 3261 section 12.2.2). */
    synchronized void refreshTarget(String remoteTarget) {
        dialog = dialog.withRemoteTarget(remoteTarget);
    }

    /**
     * A re-INVITE was accepted, so that its ACK is awaited now.
     *
     * @param withOffer whether our answer is an offer
     * @return false if the call is ending, and nothing can be accepted any more
     */
    synchronized boolean reinvited(long cseq, boolean withOffer) {
        if (isWantedToEnd()) {
            return false;
        }
        state = State.UNACKNOWLEDGED;
        inviteCSeq = cseq;
        offered = withOffer;
        return true;
    }

    /** What happens when the session is not refreshed; in place of what was to happen before. */
    synchronized void sessionTimer(@Nullable Future<?> next) {
        if (sessionTimer != null) {
            sessionTimer.cancel(false);
        }
        sessionTimer = next;
        if (next != null && (state == State.HANGING_UP || state == State.ENDED)) {
            next.cancel(false);
        }
    }

    private void stopRetransmitting() {
        if (ok != null) {
            ok.stop();
            ok = null;
        }
    }
}
