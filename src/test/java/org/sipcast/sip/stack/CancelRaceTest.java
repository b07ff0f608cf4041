package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sipcast.sip.stack.SipMethod.ACK;
import static org.sipcast.sip.stack.SipMethod.BYE;
import static org.sipcast.sip.stack.SipMethod.CANCEL;
import static org.sipcast.sip.stack.SipMethod.INVITE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelRaceTest extends StackTest {

    private static final int CALLS = 100;
    private static final long LATEST_CANCEL = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long ANSWER_TAKES = LATEST_CANCEL / 2;

    /** Either the application hears of both or, where the CANCEL came before its turn, of neither. */
    private static final List<List<SipMethod>> CANCELLED = List.of(List.of(INVITE, CANCEL), List.of());

    private static final List<List<SipMethod>> ANSWERED = List.of(List.of(INVITE, ACK, BYE));

    private final List<SipPhone> callers = new ArrayList<>();

    @AfterEach
    void hangUpPhones() {
        callers.forEach(SipPhone::close);
    }

    @Test
    void aCancelThatRacesTheAnswerLosesOrWinsAndNeverBoth() throws IOException {
        application.answers = request -> CompletableFuture.supplyAsync(
                () -> Answer.withSdp(RecordingApplication.SDP),
                CompletableFuture.delayedExecutor(ANSWER_TAKES, TimeUnit.NANOSECONDS));
        Random jitter = new Random(3);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            SipPhone caller = new SipPhone(port);
            callers.add(caller);
            outcomes.add(race(caller, jitter.nextLong(LATEST_CANCEL)));
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stack.counts()).isEqualTo(new SipStack.Counts(0, 0, 0, 0)));
        for (int i = 0; i < CALLS; i++) {
            assertThat(furtherAnswers(callers.get(i))).allMatch(outcomes.get(i)::equals);
            assertThat(events().getOrDefault(callers.get(i).callId(), List.of()))
                    .isIn(outcomes.get(i).startsWith("SIP/2.0 487") ? CANCELLED : ANSWERED);
        }
        assertThat(outcomes)
                .as("both have won, or it was no race")
                .anyMatch(answer -> answer.startsWith("SIP/2.0 487"))
                .anyMatch(answer -> answer.startsWith("SIP/2.0 200"));
    }

    /** A call that its caller cancels so long after the INVITE; its answer, 487 or 200. */
    private static String race(SipPhone caller, long nanos) throws IOException {
        caller.send(caller.invite());
        LockSupport.parkNanos(nanos);
        caller.send(caller.cancel());
        String cancelled = null;
        String answer = null;
        while (cancelled == null || answer == null) {
            String next = caller.receiveFinal();
            if (SipPhone.header(next, "CSeq").equals("1 CANCEL")) {
                cancelled = next;
            } else {
                assertThat(answer).isIn(null, next);
                answer = next;
            }
        }
        assertThat(cancelled).startsWith("SIP/2.0 200");
        assertThat(answer).containsPattern("^SIP/2.0 (200|487) ");
        caller.send(caller.ack(answer));
        if (answer.startsWith("SIP/2.0 200")) {
            caller.send(caller.bye(answer));
            assertThat(caller.receiveAnswer("2 BYE")).startsWith("SIP/2.0 200");
        }
        return answer;
    }

    /** What else has come for the INVITE, such as its answer once more. */
    private static List<String> furtherAnswers(SipPhone caller) throws IOException {
        List<String> answers = new ArrayList<>();
        String next = caller.receive(Duration.ofMillis(1));
        while (!next.isEmpty()) {
            if (SipPhone.header(next, "CSeq").equals("1 INVITE")) {
                answers.add(next);
            }
            next = caller.receive(Duration.ofMillis(1));
        }
        return answers;
    }

    private Map<String, List<SipMethod>> events() {
        return application.requests.stream()
                .collect(Collectors.groupingBy(
                        SipRequest::callId, Collectors.mapping(SipRequest::method, Collectors.toList())));
    }
}
