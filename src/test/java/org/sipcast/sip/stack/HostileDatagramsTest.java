package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileDatagramsTest extends StackTest {

    private static final int MORE_THAN_THE_READERS = 40;

    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    HostileDatagramsTest() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(usualErr);
    }

    private void flood(String message) throws IOException {
        for (int i = 0; i < MORE_THAN_THE_READERS; i++) {
            phone.send(message);
        }
        theStackStillWorksAndIsSilent();
    }

    private void theStackStillWorksAndIsSilent() throws IOException {
        try (SipPhone other = new SipPhone(port)) {
            assertThat(repeat(other, other.request("OPTIONS", "sip:demo@127.0.0.1", 1, "", "o")))
                    .startsWith("SIP/2.0 200");
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** The answer to a request that is repeated as phones do (RFC 3261 section 17.1.2.2): a flood may have filled the socket. */
    private static String repeat(SipPhone phone, String request) throws IOException {
        String answer = "";
        for (int sent = 0; sent < 5 && answer.isEmpty(); sent++) {
            phone.send(request);
            answer = phone.receive(Duration.ofMillis(500L << sent));
        }
        return answer;
    }

    @Test
    void randomBytes() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] junk = new byte[random.nextInt(2000)];
            random.nextBytes(junk);
            phone.send(junk);
        }
        theStackStillWorksAndIsSilent();
    }

    @Test
    void keepAlives() throws IOException {
        flood("\r\n\r\n");
        flood("\r\n");
        flood("");
        flood("\0");
        assertThat(phone.receive(T1)).isEmpty();
    }

    @Test
    void requestsWithAByteChanged() throws IOException {
        Random random = new Random(2);
        byte[] good = phone.invite().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            phone.send(bad);
        }
        theStackStillWorksAndIsSilent();
    }

    @Test
    void requestsThatEndTooSoon() throws IOException {
        String good = phone.invite("Record-Route: <sip:a;lr>", "Reason: SIP;cause=200");
        for (int length = 0; length < good.length(); length += 3) {
            phone.send(good.substring(0, length));
        }
        theStackStillWorksAndIsSilent();
    }

    @Test
    void hugeHeaderFields() throws IOException {
        flood(phone.invite("Subject: " + "x".repeat(60_000)));
        flood(phone.invite("X-Many: y\r\n".repeat(1_000) + "X-Last: z"));
        flood(phone.invite("Record-Route: " + "<sip:a;lr>,".repeat(1_000) + "<sip:b;lr>"));
    }

    @Test
    void deepNesting() throws IOException {
        flood(phone.invite("Subject: " + "(".repeat(15_000)));
        flood(phone.invite("Contact: " + "<".repeat(10_000)));
        flood(phone.invite("User-Agent: " + "((a)".repeat(3_500)));
    }

    @Test
    void bodiesThatAreNotWhatTheySay() throws IOException {
        flood(phone.invite().replace("Content-Length: 5", "Content-Length: 50000"));
        flood(phone.invite().replace("Content-Length: 5", "Content-Length: -1"));
        flood(phone.invite().replace("application/sdp", "application/sdp;charset=nonsense"));
        flood(phone.request("OPTIONS", "sip:x@127.0.0.1", 1, "", "z", "Content-Type: a/b;charset=nonsense"));
    }

    @Test
    void missingHeaderFields() throws IOException {
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq", "Max-Forwards", "Contact"}) {
            flood(phone.invite().replaceFirst(name + ": [^\r]*\r\n", ""));
            flood(phone.invite().replaceFirst(name + ": [^\r]*\r\n", name + ": \r\n"));
        }
    }

    @Test
    void responsesToNothing() throws IOException {
        flood(phone.response(phone.invite(), "200 OK"));
        flood(phone.response(phone.bye("To: a;tag=x"), "999 What"));
        flood(phone.response(phone.invite(), "0 "));
    }
}
