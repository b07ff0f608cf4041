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

    private record Exchange(Retransmission retransmission, CompletableFuture<SIPResponse> response) {}

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
     * @return its final response; fails with {@link NoAnswerException} only
     */
    CompletableFuture<SIPResponse> send(WrittenRequest request, MessageChannel way) {
        CompletableFuture<SIPResponse> response = new CompletableFuture<>();
        Retransmission retransmission =
                new Retransmission(workers, settings, () -> resend(request, way), () -> giveUp(request.branch()));
        waiting.put(request.branch(), new Exchange(retransmission, response));
        try {
            way.sendMessage(request);
            retransmission.start();
        } catch (IOException e) {
            waiting.remove(request.branch());
            response.completeExceptionally(new NoAnswerException(
                    Response.SERVICE_UNAVAILABLE, "nothing could be sent there: " + Headers.oneLine(e.toString())));
        }
        return response;
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
            exchange.response().completeExceptionally(new NoAnswerException(Response.REQUEST_TIMEOUT, "no answer"));
        }
    }

    /** Takes a response, unless it is to none of these requests; one that comes again or late is nothing new. */
    boolean take(SIPResponse response) {
        Via via = response.getTopmostVia();
        String branch = via == null ? null : via.getBranch();
        if (branch == null || !branch.startsWith(OURS)) {
            return false;
        }
        if (response.getStatusCode() < 200) {
            Exchange exchange = waiting.get(branch);
            if (exchange != null) {
                exchange.retransmission().becomeRare();
            }
            return true;
        }
        Exchange exchange = waiting.remove(branch);
        if (exchange != null) {
            exchange.retransmission().stop();
            exchange.response().complete(response);
        }
        return true;
    }
}
