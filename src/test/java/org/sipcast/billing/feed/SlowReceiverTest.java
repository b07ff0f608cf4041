package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.FeedApplication;

/** Receivers whose answers come octet by octet, each within the time that one read may take, and never end. */
class SlowReceiverTest extends FeedTest {
    private static final int TIMEOUT = 500;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile String beginning = "";
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket server;
    private ExecutorService threads;

    @BeforeEach
    void listen() throws IOException {
        server = closedAtTheEnd(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        threads = Executors.newCachedThreadPool();
        closedAtTheEnd(threads::shutdownNow);
        closedAtTheEnd(over::countDown);
        threads.execute(this::accept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX-Endless: "})
    void anAnswerWhoseHeadersNeverEndIsNone(String words) throws Exception {
        beginning = words;
        FeedPauses pauses = start();
        await().until(() -> !pauses.isOver("webhook"));
        await().until(() -> requests.get() >= 2 && closed.get() >= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked", "X-Until: close"})
    void anAnswerIsTakenByItsStatusHoweverLongItsBodyIs(String header) throws Exception {
        beginning = "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n";
        FeedPauses pauses = start();
        await().until(() -> requests.get() == 4 && closed.get() == 4);
        assertThat(pauses.isOver("webhook")).isTrue();
    }

    @Test
    void aReceiverThatAsksForTimeGetsItAndTheClientDoesNotRepeatByItself() throws Exception {
        beginning = "HTTP/1.1 429 Slow down\r\nRetry-After: 2\r\nContent-Length: 1000000\r\n\r\n";
        long begin = System.nanoTime();
        start();
        await().until(() -> requests.get() == 2);
        assertThat(System.nanoTime() - begin).isGreaterThan(2_000_000_000L);
    }

    private FeedPauses start() {
        FeedApplication application = start(
                sqlite().calls(2),
                Map.of(
                        "sipcast.feeds.webhook.secret",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "sipcast.feeds.webhook.url",
                        "http://127.0.0.1:" + server.getLocalPort() + "/",
                        "sipcast.feeds.longest-pause",
                        "3000",
                        "sipcast.feeds.webhook.timeout",
                        Integer.toString(TIMEOUT)));
        return application.camel().getRegistry().lookupByNameAndType("feedPauses", FeedPauses.class);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                threads.execute(() -> dribble(connection));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void dribble(Socket connection) {
        try (connection;
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            while (in.read() != '{') {
                if (connection.isClosed()) {
                    return;
                }
            }
            requests.incrementAndGet();
            out.write(beginning.getBytes(US_ASCII));
            do {
                out.write('1');
                out.flush();
            } while (!over.await(TIMEOUT / 5, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            closed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
