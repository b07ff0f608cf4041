package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests other than INVITE that the application answers: OPTIONS, MESSAGE, INFO and UPDATE, most of them within calls. */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final SipSettings settings;
    private final Workers workers;
    private final Supplier<JainSip> jain;
    private final Responses responses;
    private final OngoingRequests ongoing;
    private final Dialogs dialogs;
    private final SessionTimers sessions;
    private final SipApplication application;

    Questions(
            SipSettings settings,
            Workers workers,
            Supplier<JainSip> jain,
            Responses responses,
            OngoingRequests ongoing,
            Dialogs dialogs,
            SessionTimers sessions,
            SipApplication application) {
        this.settings = settings;
        this.workers = workers;
        this.jain = jain;
        this.responses = responses;
        this.ongoing = ongoing;
        this.dialogs = dialogs;
        this.sessions = sessions;
        this.application = application;
    }

    void ask(SIPRequest request, SipMethod method) throws SipException {
        Optional<LiveDialog> live = dialogs.of(request);
        if (live.isEmpty() && request.getToTag() == null && !isFirst(request)) {
            jain.get().send(responses.of(request, Answer.of(482), responses.tagWithoutState(request)));
            return;
        }
        ServerTransaction transaction = jain.get().serverTransaction(request);
        if (live.isEmpty() && request.getToTag() != null) {
            // its call has ended since the front door let it in: it is none outside calls
            send(transaction, request, Answer.noSuchCall());
        } else if (method == SipMethod.UPDATE) {
            update(request, transaction, live.orElse(null));
        } else {
            UUID id = live.map(dialog -> dialog.dialog().id()).orElse(null);
            EventQueue queue = live.map(LiveDialog::events).orElseGet(EventQueue::new);
            var unused = answer(RequestReader.read(request, method, id), queue)
                    .thenAccept(answer -> send(transaction, request, answer));
        }
    }

    private boolean isFirst(SIPRequest request) {
        if (!ongoing.begin(request)) {
            return false;
        }
        InviteKey key = InviteKey.of(request);
        String method = request.getMethod();
        var unused = workers.after(settings.transactionTimeout(), () -> ongoing.end(key, method));
        return true;
    }

    /** RFC 3311 section 5.2; without an offer it only refreshes target and session. */
    private void update(SIPRequest request, ServerTransaction transaction, @Nullable LiveDialog live) {
        if (live == null) {
            send(transaction, request, Answer.noSuchCall());
        } else if (request.getRawContent() == null) {
            accept(transaction, request, live, Answer.of(200));
        } else {
            Optional<Answer> refusal = live.beginChange();
            if (refusal.isPresent()) {
                send(transaction, request, refusal.get());
                return;
            }
            SipRequest question = RequestReader.readChange(
                    request, SipMethod.UPDATE, live.dialog().id());
            var unused = answer(question, live.events()).thenAccept(answer -> {
                live.endChange();
                if (answer.isSuccess()) {
                    accept(transaction, request, live, answer);
                } else {
                    send(transaction, request, answer);
                }
            });
        }
    }

    private void accept(ServerTransaction transaction, SIPRequest request, LiveDialog live, Answer answer) {
        SessionInterval interval = SessionInterval.agreed(request);
        live.refreshTarget(request.getContactHeader().getAddress().getURI().toString());
        send(transaction, request, interval == null ? answer : interval.in(answer));
        sessions.start(live, interval);
    }

    private void send(ServerTransaction transaction, SIPRequest request, Answer answer) {
        IncomingInvite.send(transaction, responses.of(request, answer, responses.tagWithoutState(request)));
    }

    /** The application's answer in its turn, or one in its place; never fails. */
    private CompletableFuture<Answer> answer(SipRequest question, EventQueue queue) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        // no later than anyone waits for it (RFC 3261 section 17.1.2.2)
        var patience = workers.after(
                settings.transactionTimeout(), () -> answer.completeExceptionally(new TimeoutException("no answer")));
        queue.add(
                workers.forCalls(),
                () -> application
                        .answer(question)
                        .whenComplete((given, failure) -> {
                            if (failure == null) {
                                answer.complete(given);
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        })
                        .exceptionally(failure -> Answer.of(500)),
                () -> answer.complete(Answer.of(503)));
        return answer.exceptionally(failure -> {
                    LOG.warn("{} failed: {}. Call-ID {}", question.method(), failure, question.callId());
                    return Answer.of(500);
                })
                .whenComplete((given, failure) -> patience.cancel(false));
    }
}
