package org.sipcast.sip.stack;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A dialog while it lasts: how far it is, and what still has to be done for it. */
final class LiveDialog {

    private enum State {
        UNACKNOWLEDGED,
        CONFIRMED,
        HANGING_UP,
        ENDED
    }

    /** A BYE of ours; it waits while the ACK is missing (RFC 3261 section 15). */
    record Hangup(@Nullable String reason, CompletableFuture<Integer> status) {}

    /** What came of an ACK. */
    record Acknowledgement(boolean first, @Nullable Hangup waiting) {}

    private final EventQueue events;
    private final long inviteCSeq;
    private Dialog dialog;
    private State state = State.UNACKNOWLEDGED;
    private @Nullable OkRetransmission ok;
    private @Nullable Hangup waiting;
    private volatile @Nullable Flow flow;

    LiveDialog(Dialog dialog, EventQueue events) {
        this.dialog = dialog;
        this.events = events;
        inviteCSeq = dialog.remoteCSeq();
    }

    EventQueue events() {
        return events;
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

    synchronized void answeredWith(OkRetransmission retransmission) {
        ok = retransmission;
        if (state == State.UNACKNOWLEDGED) {
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
            return new Acknowledgement(false, null);
        }
        stopRetransmitting();
        Hangup hangup = waiting;
        waiting = null;
        state = hangup == null ? State.CONFIRMED : State.HANGING_UP;
        return new Acknowledgement(true, hangup);
    }

    /** No ACK came in time: the BYE to send, one that has waited or a new one; null if the dialog has ended. */
    synchronized @Nullable Hangup giveUp(String reason) {
        if (state != State.UNACKNOWLEDGED) {
            return null;
        }
        stopRetransmitting();
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
    }

    /** The dialog with the number of a new request of ours. */
    synchronized Dialog nextRequest() {
        dialog = dialog.withNextLocalCSeq();
        return dialog;
    }

    private void stopRetransmitting() {
        if (ok != null) {
            ok.stop();
            ok = null;
        }
    }
}
