package org.sipcast.sip.stack;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of ours that have gone out as datagrams and wait for their answers: non-INVITE client transactions (RFC 3261
 * section 17.1.2). JAIN-SIP would keep each of its own for five seconds after the answer, with timers, and look through all of
 * them for the transaction of an answer that comes late.
 */
final class DatagramExchanges {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramExchanges.class);

    /** JAIN-SIP's begin otherwise. */
    private static final String OURS = "z9hG4bK.sc.";

    private final Map<String, Exchange> waiting = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final SipSettings settings;
    private final Workers workers;

    DatagramExchanges(SipSettings settings, Workers workers) {
        this.settings = settings;
        this.workers = workers;
    }

    private record Exchange(Retransmission retransmission, CompletableFuture<FinalAnswer> answer) {}

    int size() {
        return waiting.size();
    }

    /** A name for a transaction, which no stranger can guess. */
    String newBranch() {
        return OURS + HexFormat.of().toHexDigits(random.nextLong());
    }

    /**
     * Sends a request, and again until it is answered.
     *
     * @return its final answer; fails with {@link NoAnswerException} only
     */
    CompletableFuture<FinalAnswer> send(WrittenRequest request, MessageChannel way) {
        CompletableFuture<FinalAnswer> answer = new CompletableFuture<>();
        Retransmission retransmission =
                new Retransmission(workers, settings, () -> resend(request, way), () -> giveUp(request.branch()));
        waiting.put(request.branch(), new Exchange(retransmission, answer));
        try {
            way.sendMessage(request);
            retransmission.start();
        } catch (IOException | RuntimeException e) {
            waiting.remove(request.branch());
            answer.completeExceptionally(new NoAnswerException(
                    Response.SERVICE_UNAVAILABLE, "nothing could be sent there: " + Headers.oneLine(e.toString())));
        }
        return answer;
    }

    private static void resend(WrittenRequest request, MessageChannel way) {
        try {
            way.sendMessage(request);
        } catch (IOException e) {
            // the next time may be better, and nobody's answer tells it in the end
            LOG.debug("Not sent again: {}", request.getFirstLine(), e);
        }
    }

    private void giveUp(String branch) {
        Exchange exchange = waiting.remove(branch);
        if (exchange != null) {
            exchange.answer().completeExceptionally(new NoAnswerException(Response.REQUEST_TIMEOUT, "no answer"));
        }
    }

    /**
     * Takes a response as it is on the wire, unless it is to none of these requests; one that comes again or late is nothing
     * new. Nothing but its status and its branch is read, as a room's line is answered by each of its viewers.
     */
    boolean take(byte[] datagram) {
        String branch = ResponseMarks.branch(datagram, OURS);
        return branch != null && take(branch, ResponseMarks.status(datagram), null);
    }

    /** Takes a response, unless it is to none of these requests. */
    boolean take(SIPResponse response) {
        Via via = response.getTopmostVia();
        String branch = via == null ? null : via.getBranch();
        return branch != null && branch.startsWith(OURS) && take(branch, response.getStatusCode(), response);
    }

    private boolean take(String branch, int status, @Nullable SIPResponse response) {
        Exchange exchange = status < 200 ? waiting.get(branch) : waiting.remove(branch);
        if (exchange == null) {
            return true;
        }
        if (status < 200) {
            exchange.retransmission().becomeRare();
        } else {
            exchange.retransmission().stop();
            exchange.answer().complete(new FinalAnswer(status, response));
        }
        return true;
    }
}
