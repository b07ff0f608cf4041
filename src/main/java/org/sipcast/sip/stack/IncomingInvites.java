package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** INVITEs that ask for a call or for its change (RFC 3261 section 14.2), and their CANCELs (RFC 3261 sections 9.2 and 13.3). */
final class IncomingInvites {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingInvites.class);
    private static final int REQUEST_TERMINATED = 487;
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(5);

    private final KnownInvites known;
    private final SipSettings settings;
    private final Workers workers;
    private final Supplier<JainSip> jain;
    private final Responses responses;
    private final OngoingRequests ongoing;
    private final Dialogs dialogs;
    private final SessionTimers sessions;
    private final SipApplication application;
    private final Refusals refusals;

    IncomingInvites(
            SipSettings settings,
            Workers workers,
            Supplier<JainSip> jain,
            Responses responses,
            OngoingRequests ongoing,
            Dialogs dialogs,
            SessionTimers sessions,
            SipApplication application,
            Refusals refusals) {
        known = new KnownInvites(settings, workers, ongoing);
        this.settings = settings;
        this.workers = workers;
        this.jain = jain;
        this.responses = responses;
        this.ongoing = ongoing;
        this.dialogs = dialogs;
        this.sessions = sessions;
        this.application = application;
        this.refusals = refusals;
    }

    int size() {
        return known.size();
    }

    /** The INVITE that this is a retransmission or the CANCEL of. */
    @Nullable
    IncomingInvite find(SIPRequest request) {
        return known.find(InviteKey.of(request));
    }

    void begin(SIPRequest request) {
        Optional<LiveDialog> changed = dialogs.of(request);
        if (changed.isPresent()) {
            change(request, changed.get());
        } else if (request.getToTag() != null) {
            // the call has ended since the front door saw the request
            jain.get().send(responses.of(request, refusals.counted(Answer.noSuchCall()), ""));
        } else if (ongoing.begin(request)) {
            call(request);
        } else {
            jain.get()
                    .send(responses.of(request, refusals.counted(Answer.of(482)), responses.tagWithoutState(request)));
        }
    }

    private void change(SIPRequest request, LiveDialog live) {
        InviteKey key = InviteKey.of(request);
        IncomingInvite invite = new IncomingInvite(request, live);
        if (!hasBegun(invite, key, request)) {
            return;
        }
        Optional<Answer> refusal = live.beginChange();
        if (refusal.isPresent()) {
            refuse(invite, request, refusals.counted(refusal.get()));
            known.forgetLater(key);
        } else {
            invite.events().add(workers.forEvents(), () -> ask(invite, key));
        }
    }

    private void call(SIPRequest request) {
        InviteKey key = InviteKey.of(request);
        IncomingInvite invite = new IncomingInvite(request);
        if (!hasBegun(invite, key, request)) {
            return;
        }
        invite.events().add(workers.forCalls(), () -> ask(invite, key), () -> {
            refuse(invite, request, refusals.counted(Answer.of(503).withRetryAfter(OVERLOAD_PAUSE)));
            known.forgetLater(key);
        });
    }

    private boolean hasBegun(IncomingInvite invite, InviteKey key, SIPRequest request) {
        // a CANCEL that another thread reads at this moment waits until there is something to cancel
        synchronized (invite) {
            if (!known.add(key, invite)) {
                return false;
            }
            try {
                ServerTransaction transaction = jain.get().serverTransaction(request);
                invite.begin(
                        transaction, workers.after(settings.answerTimeout(), () -> withdraw(invite, request, 504)));
                // at once, as the source may take its time and the caller would repeat the INVITE
                IncomingInvite.send(transaction, responses.trying(request));
                return true;
            } catch (SipException e) {
                LOG.debug("No transaction for {}", key, e);
                known.forget(key);
                return false;
            }
        }
    }

    private CompletionStage<?> ask(IncomingInvite invite, InviteKey key) {
        SIPRequest request = invite.deliver();
        LiveDialog changed = invite.changed();
        if (request == null) {
            if (changed != null) {
                changed.endChange();
            }
            known.forgetLater(key);
            return CompletableFuture.completedFuture(null);
        }
        return asked(invite, request)
                .thenAccept(answer -> answer(invite, request, answer))
                .exceptionally(failure -> {
                    LOG.warn("INVITE failed: {}. Call-ID {}", failure, key.callId());
                    fail(invite, request);
                    return null;
                })
                .thenRun(() -> {
                    if (changed != null) {
                        changed.endChange();
                    }
                    known.forgetLater(key);
                });
    }

    private CompletionStage<Answer> asked(IncomingInvite invite, SIPRequest request) {
        try {
            return application.answer(
                    invite.changed() == null
                            ? RequestReader.read(request, SipMethod.INVITE, invite.id())
                            : RequestReader.readChange(request, SipMethod.INVITE, invite.id()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** The application may have let the call in, or changed it, before it or its answer turned out to be unusable. */
    private void fail(IncomingInvite invite, SIPRequest request) {
        ServerTransaction transaction = invite.claim();
        if (transaction != null) {
            IncomingInvite.send(
                    transaction, responses.of(request, refusals.counted(Answer.of(500)), Dialog.tagOf(invite.id())));
            tellOfTheEnd(invite, request);
        }
    }

    private void answer(IncomingInvite invite, SIPRequest request, Answer answer) {
        LiveDialog changed = invite.changed();
        if (answer.isSuccess() && changed != null) {
            acceptChange(invite, changed, request, answer);
        } else if (answer.isSuccess()) {
            accept(invite, request, answer);
        } else {
            refuse(invite, request, answer);
        }
    }

    private void accept(IncomingInvite invite, SIPRequest request, Answer answer) {
        SessionInterval interval = SessionInterval.agreed(request);
        SIPResponse ok =
                responses.of(request, interval == null ? answer : interval.in(answer), Dialog.tagOf(invite.id()));
        Dialog dialog = DialogReader.read(request, invite.id());
        ServerTransaction transaction = invite.claim();
        if (transaction == null) {
            return;
        }
        LiveDialog live = dialogs.open(dialog, invite.events());
        confirm(invite, live, transaction, ok);
        sessions.start(live, interval);
    }

    private void acceptChange(IncomingInvite invite, LiveDialog live, SIPRequest request, Answer answer) {
        SessionInterval interval = SessionInterval.agreed(request);
        SIPResponse ok = responses.of(request, interval == null ? answer : interval.in(answer), "");
        boolean withOffer = request.getRawContent() == null;
        ServerTransaction transaction = invite.claim();
        if (transaction == null) {
            return;
        }
        if (!live.reinvited(request.getCSeq().getSeqNumber(), withOffer)) {
            // RFC 3261 section 15.1.2
            IncomingInvite.send(transaction, responses.of(request, Answer.of(487), ""));
            return;
        }
        live.refreshTarget(request.getContactHeader().getAddress().getURI().toString());
        confirm(invite, live, transaction, ok);
        sessions.start(live, interval);
    }

    private void confirm(IncomingInvite invite, LiveDialog live, ServerTransaction transaction, SIPResponse ok) {
        invite.accepted(live);
        // a copy is repeated, because JAIN-SIP changes what it has sent
        SIPResponse copy = (SIPResponse) ok.clone();
        IncomingInvite.send(transaction, ok);
        dialogs.awaitAck(live, copy);
    }

    private void refuse(IncomingInvite invite, SIPRequest request, Answer answer) {
        SIPResponse refusal = responses.of(request, answer, Dialog.tagOf(invite.id()));
        ServerTransaction transaction = invite.claim();
        if (transaction != null) {
            IncomingInvite.send(transaction, refusal);
        }
    }

    /**
     * Answers a CANCEL, and the INVITE if it has no answer yet; the application hears of it in its turn. A change is too
     * short to be stopped half-way: its answer is under way (RFC 3261 section 9.2).
     */
    void cancel(IncomingInvite invite, SIPRequest cancel) {
        jain.get().send(responses.of(cancel, Answer.of(200), Dialog.tagOf(invite.id())));
        if (invite.changed() == null) {
            withdraw(invite, cancel, REQUEST_TERMINATED);
        }
    }

    private void withdraw(IncomingInvite invite, SIPRequest why, int status) {
        SIPRequest request = invite.request();
        ServerTransaction transaction = invite.claim();
        if (transaction == null || request == null) {
            return;
        }
        Answer answer = Answer.of(status);
        // who cancels is not refused
        Answer refusal = status == REQUEST_TERMINATED ? answer : refusals.counted(answer);
        IncomingInvite.send(transaction, responses.of(request, refusal, Dialog.tagOf(invite.id())));
        tellOfTheEnd(invite, why);
    }

    private void tellOfTheEnd(IncomingInvite invite, SIPRequest why) {
        LiveDialog changed = invite.changed();
        if (changed != null) {
            // the caller was told that nothing has changed, which nobody can be sure of
            dialogs.end(changed, 500, "the call could not be changed");
            return;
        }
        SipRequest event = RequestReader.read(why, SipMethod.CANCEL, invite.id());
        invite.events()
                .add(
                        workers.forEvents(),
                        () -> invite.wasDelivered()
                                ? application.happened(event)
                                : CompletableFuture.completedFuture(null));
    }
}
