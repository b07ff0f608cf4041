package org.sipcast.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request that is sent again with credentials for as long as challenges ask for new ones (RFC 3261 section 22.2). */
final class ChallengedRequest {

    /** A challenge by the server, one by a proxy, a stale nonce for each, and one more. */
    private static final int MOST_SENT = 6;

    private final Credentials credentials;
    private final Supplier<SIPRequest> drafts;
    private final Function<SIPRequest, CompletableFuture<SIPResponse>> sender;
    private final Executor executor;
    private final Set<Challenger> answered = EnumSet.noneOf(Challenger.class);
    private int sent;

    /**
     * @param drafts the request without credentials, each time with the next CSeq
     * @param executor where all work is done but the first sending
     */
    ChallengedRequest(
            Credentials credentials,
            Supplier<SIPRequest> drafts,
            Function<SIPRequest, CompletableFuture<SIPResponse>> sender,
            Executor executor) {
        this.credentials = credentials;
        this.drafts = drafts;
        this.sender = sender;
        this.executor = executor;
    }

    /** The final response; a 401 or 407 if that cannot be answered, or our answer was wrong. */
    CompletableFuture<SIPResponse> send() {
        sent++;
        SIPRequest request = drafts.get();
        credentials.authorize(request);
        return sender.apply(request)
                .thenComposeAsync(
                        response -> isWorthAnother(response) ? send() : CompletableFuture.completedFuture(response),
                        executor);
    }

    private boolean isWorthAnother(SIPResponse response) {
        Optional<Challenger> asked = Challenger.of(response.getStatusCode());
        if (asked.isEmpty()) {
            return false;
        }
        Challenger challenger = asked.get();
        Optional<DigestChallenge> challenge = credentials.take(challenger, response);
        // an answer to a nonce of an earlier request may be refused without the password being wrong
        boolean isNew = answered.add(challenger)
                || challenge.map(DigestChallenge::isStale).orElse(false);
        if (challenge.isPresent() && isNew && sent < MOST_SENT) {
            return true;
        }
        credentials.forget(challenger);
        return false;
    }
}
