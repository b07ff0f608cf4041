package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open dialogs, and what happens to them: ACK and BYE from the peer, BYE from us. */
final class Dialogs {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogs.class);
    private static final String NO_ACK = "no ACK";

    private final Map<UUID, LiveDialog> open = new ConcurrentHashMap<>();
    private final SipSettings settings;
    private final Workers workers;
    private final Supplier<JainSip> jain;
    private final OutgoingRequests outgoing;
    private final SipApplication application;

    Dialogs(
            SipSettings settings,
            Workers workers,
            Supplier<JainSip> jain,
            OutgoingRequests outgoing,
            SipApplication application) {
        this.settings = settings;
        this.workers = workers;
        this.jain = jain;
        this.outgoing = outgoing;
        this.application = application;
    }

    int size() {
        return open.size();
    }

    /** Opens a dialog, whose 2xx must be sent after that, because the ACK may be here at once. */
    LiveDialog open(Dialog dialog, EventQueue events) {
        LiveDialog live = new LiveDialog(dialog, events);
        open.put(dialog.id(), live);
        return live;
    }

    /** Repeats the 2xx, sent already, until the ACK comes. */
    void awaitAck(LiveDialog live, Response ok) {
        live.answeredWith(new OkRetransmission(
                workers,
                settings,
                () -> jain.get().send(ok),
                // opening a connection for the BYE may take a while, and there is only one timer
                () -> workers.forEvents().execute(() -> giveUp(live))));
    }

    /** The dialog that a request is in. */
    Optional<LiveDialog> of(SIPRequest request) {
        String toTag = request.getToTag();
        if (toTag == null) {
            return Optional.empty();
        }
        String fromTag = request.getFromTag() == null ? "" : request.getFromTag();
        String callId = request.getCallId().getCallId();
        return Dialog.idOf(toTag).map(open::get).filter(live -> live.dialog().matches(callId, fromTag));
    }

    /** The connection on which the peer of a request of ours was heard last. */
    Optional<Flow> flow(SIPRequest ours) {
        String fromTag = ours.getFromTag();
        return fromTag == null
                ? Optional.empty()
                : Dialog.idOf(fromTag).map(open::get).map(LiveDialog::flow);
    }

    void acknowledged(LiveDialog live, SIPRequest ack) {
        var acknowledgement = live.acknowledge(ack.getCSeq().getSeqNumber());
        if (acknowledgement.waiting() != null) {
            sendBye(live, acknowledgement.waiting());
        } else if (acknowledgement.first()) {
            deliver(live, RequestReader.read(ack, SipMethod.ACK, live.dialog().id()));
        }
    }

    /**
     * Takes a BYE.
     *
     * @return what is left to do once it has been answered; when both sides hang up at the same time the application
     *     knows already
     */
    Runnable ended(LiveDialog live, SIPRequest bye) {
        boolean news = live.endedByPeer();
        if (live.hasEnded()) {
            open.remove(live.dialog().id());
        }
        SipRequest event = RequestReader.read(bye, SipMethod.BYE, live.dialog().id());
        return news ? () -> deliver(live, event) : () -> {};
    }

    /** Ends a call; the status of the BYE's answer, 408 if there was none, 481 if there is no such call. */
    CompletableFuture<Integer> hangUp(UUID id, @Nullable String reason) {
        LiveDialog live = open.get(id);
        if (live == null) {
            return CompletableFuture.completedFuture(481);
        }
        var hangup = new LiveDialog.Hangup(reason, new CompletableFuture<>());
        if (live.hangUp(hangup)) {
            sendBye(live, hangup);
        }
        return hangup.status();
    }

    private void giveUp(LiveDialog live) {
        boolean news = !live.isWantedToEnd();
        var hangup = live.giveUp("SIP;cause=408;text=\"" + NO_ACK + "\"");
        if (hangup == null) {
            return;
        }
        Dialog dialog = live.dialog();
        LOG.info("No ACK came, hanging up. Call-ID {}", dialog.callId());
        sendBye(live, hangup);
        if (news) {
            deliver(live, SipRequest.givenUp(dialog, NO_ACK));
        }
    }

    private void sendBye(LiveDialog live, LiveDialog.Hangup hangup) {
        // until its answer is here the dialog stays known, so that the peer's crossing BYE gets its 200
        var unused = outgoing.bye(live.nextRequest(), hangup.reason()).thenAccept(status -> {
            live.ended();
            open.remove(live.dialog().id());
            hangup.status().complete(status);
        });
    }

    private void deliver(LiveDialog live, SipRequest event) {
        live.events().add(workers.forEvents(), () -> application.happened(event));
    }
}
