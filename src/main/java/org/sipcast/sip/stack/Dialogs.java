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

/** The open dialogs, and what happens to them: ACK and BYE from the peer, requests and BYE from us. */
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
        live.answeredWith(new Retransmission(workers, settings, () -> jain.get().send(ok), () -> giveUp(live)));
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

    /** Takes an ACK; false if none is awaited with this number. */
    boolean acknowledged(LiveDialog live, SIPRequest ack) {
        var acknowledgement = live.acknowledge(ack.getCSeq().getSeqNumber());
        UUID id = live.dialog().id();
        if (acknowledgement.waiting() != null) {
            sendBye(live, acknowledgement.waiting());
        } else if (acknowledgement.begins()) {
            deliver(live, RequestReader.read(ack, SipMethod.ACK, id));
        } else if (acknowledgement.answers() && ack.getRawContent() != null) {
            deliver(live, RequestReader.readChange(ack, SipMethod.ACK, id));
        }
        return acknowledgement.ours();
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
        return told(hangup.status());
    }

    /** Sends a request within a call; the status of its answer, 408 if there was none, 481 if there is no such call. */
    CompletableFuture<Integer> send(UUID id, DialogRequest request) {
        LiveDialog live = open.get(id);
        return live == null || live.isWantedToEnd()
                ? CompletableFuture.completedFuture(481)
                : told(status(ask(live, request)));
    }

    /** The answer may be read by the only thread that reads datagrams, and nobody knows what whoever waits for it does. */
    private CompletableFuture<Integer> told(CompletableFuture<Integer> status) {
        return status.thenApplyAsync(known -> known, workers.forEvents());
    }

    /** Sends a request within a call, which ends if the peer has lost it (RFC 3261 section 12.2.1.2). */
    CompletableFuture<FinalAnswer> ask(LiveDialog live, DialogRequest request) {
        CompletableFuture<FinalAnswer> response = outgoing.send(live, request);
        var unused = status(response).thenAccept(status -> {
            if (status == 481 || status == 408) {
                end(live, status, request.method() + " was answered with " + status);
            }
        });
        return response;
    }

    private static CompletableFuture<Integer> status(CompletableFuture<FinalAnswer> response) {
        return response.handle((answer, failure) -> {
            if (failure == null) {
                return answer.status();
            }
            return failure instanceof NoAnswerException none ? none.status() : 503;
        });
    }

    /** Ends a call that cannot go on, and says so to both sides. */
    void end(LiveDialog live, int cause, String words) {
        var hangup = new LiveDialog.Hangup("SIP;cause=" + cause + ";text=\"" + words + "\"", new CompletableFuture<>());
        boolean news;
        boolean now;
        synchronized (live) {
            news = !live.isWantedToEnd();
            now = news && live.hangUp(hangup);
        }
        if (now) {
            sendBye(live, hangup);
        }
        if (news) {
            LOG.info("Hanging up: {}. Call-ID {}", words, live.dialog().callId());
            deliver(live, SipRequest.givenUp(live.dialog(), words));
        }
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
        var response = outgoing.send(live, DialogRequest.bye(hangup.reason()));
        var unused = status(response).thenAccept(status -> {
            live.ended();
            open.remove(live.dialog().id());
            hangup.status().complete(status);
        });
    }

    private void deliver(LiveDialog live, SipRequest event) {
        live.events().add(workers.forEvents(), () -> application.happened(event));
    }
}
