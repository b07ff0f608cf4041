package org.sipcast.vlc.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class VlcControlTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final int MORE_THAN_SOCKETS_HOLD = 32 << 20;

    @Test
    void saysTheSecretFirstAndReadsDataBeforeTheOk() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.say("sipcast-vlc 1\n");
                    vlc.say(vlc.hear().equals("auth s3cret") ? "OK\n" : "ERR auth no\n");
                    vlc.say("one\ntwo \u00c3\u00a4\n" + "OK heard " + vlc.hear() + "\n");
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            assertThat(control.command("hub list")).isEqualTo(new Reply(List.of("one", "two ä"), "heard hub list"));
            assertThat(control.isOpen()).isTrue();
        }
    }

    @Test
    void putsRepliesTogetherThatComeInPieces() throws IOException {
        CountDownLatch firstHalfIsRead = new CountDownLatch(1);
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    for (char piece : "data\r\nO".toCharArray()) {
                        vlc.say(String.valueOf(piece));
                    }
                    waitFor(firstHalfIsRead);
                    vlc.say("K do");
                    vlc.say("ne\n");
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> control.command("hub list"));
            firstHalfIsRead.countDown();
            assertThat(reply.join()).isEqualTo(new Reply(List.of("data"), "done"));
        }
    }

    @Test
    void passesOnAnErrorAndStaysOpen() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    vlc.say("ERR nohub no such hub is open\n");
                    vlc.hear();
                    vlc.say("OK\n");
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            assertThatThrownBy(() -> control.command("hub stats x"))
                    .isInstanceOfSatisfying(
                            VlcRefusedException.class, e -> assertThat(e.code()).isEqualTo("nohub"))
                    .hasMessage("VLC refused: nohub, no such hub is open");
            assertThat(control.command("hub list").data()).isEmpty();
        }
    }

    @Test
    void closesWhenAReplyIsLateSoThatItCannotAnswerTheNextCommand() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    vlc.hear();
                    vlc.say("OK late\n");
                });
                VlcControl control = connect(peer)) {
            assertThatThrownBy(() -> control.command("hub list"))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessage("VLC did not answer within 300 ms");
            assertThat(control.isOpen()).isFalse();
            assertThatThrownBy(() -> control.command("hub list")).isInstanceOf(VlcGoneException.class);
            assertThat(peer.gone().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR\n", "da\u0000ta\nOK\n", "OK\nOK again\n", "data\n"})
    void closesAfterAReplyThatIsNone(String reply) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    vlc.say(reply);
                });
                VlcControl control = connect(peer)) {
            // a reply too many is seen only after the first was taken
            assertThatThrownBy(() -> {
                        control.command("hub list");
                        await().until(() -> !control.isOpen());
                        control.command("hub list");
                    })
                    .isInstanceOf(VlcGoneException.class);
            assertThat(control.isOpen()).isFalse();
        }
    }

    @Test
    void closesAfterALineWithoutEnd() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    vlc.say("x".repeat(ReplyReader.LONGEST_LINE + 1));
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            assertThatThrownBy(() -> control.command("hub list"))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessageContaining("a line is longer than");
        }
    }

    @Test
    void closesAfterAReplyWithoutEnd() throws IOException {
        String line = "x".repeat(4000) + "\n";
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    while (true) {
                        vlc.say(line);
                    }
                });
                VlcControl control = VlcControl.connect(peer.address(), Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> control.command("hub list"))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessageContaining("a reply is longer than");
        }
    }

    @Test
    void tellsAtOnceThatVlcHasEndedWhileNobodyAsks() throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.Peer::letIn);
                VlcControl control = connect(peer)) {
            control.whenClosed(told::incrementAndGet);
            await().until(() -> told.get() == 1);
            assertThat(control.isOpen()).isFalse();
        }
        assertThat(told).hasValue(1);
    }

    @Test
    void givesEachOfSeveralThreadsItsOwnReply() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    for (String line = vlc.hear(); !line.isEmpty(); line = vlc.hear()) {
                        vlc.say("OK " + line + "\n");
                    }
                });
                VlcControl control = VlcControl.connect(peer.address(), Duration.ofSeconds(5))) {
            List<CompletableFuture<String>> replies = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> control.command("command " + i).words()))
                    .toList();
            assertThat(replies.stream().map(CompletableFuture::join))
                    .containsExactlyElementsOf(IntStream.range(0, 200)
                            .mapToObj(i -> "command " + i)
                            .toList());
        }
    }

    @Test
    void asksTheNextQuestionBeforeTheReplyToTheFirst() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    String first = vlc.hear();
                    vlc.say("OK " + first + "\nOK " + vlc.hear() + "\n");
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            CompletableFuture<Reply> one = CompletableFuture.supplyAsync(() -> control.command("one"));
            CompletableFuture<Reply> two = CompletableFuture.supplyAsync(() -> control.command("two"));
            assertThat(one.join().words()).isEqualTo("one");
            assertThat(two.join().words()).isEqualTo("two");
        }
    }

    @Test
    void givesEachCommandItsTimeFromTheReplyToTheOneBeforeIt() throws IOException {
        Duration most = TIMEOUT.multipliedBy(2).dividedBy(3);
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    for (int i = 0; i < 3; i++) {
                        vlc.hear();
                        await().pollDelay(most).until(() -> true);
                        vlc.say("OK\n");
                    }
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 3)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> control.command("command")))
                    .toList();
            replies.forEach(CompletableFuture::join);
            assertThat(control.isOpen()).isTrue();
        }
    }

    @Test
    void failsAllThatWaitWhenVlcIsSilent() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.hear();
                    vlc.hear();
                    vlc.hear();
                });
                VlcControl control = connect(peer)) {
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> control.command("command")))
                    .toList();
            assertThat(replies)
                    .allSatisfy(reply -> assertThatThrownBy(reply::join).hasCauseInstanceOf(VlcGoneException.class));
        }
    }

    @Test
    void letsOthersAskWhileItTellsThatACommandCouldNotBeSent() throws IOException {
        CountDownLatch replyIsHeldUp = new CountDownLatch(1);
        CompletableFuture<Throwable> other = new CompletableFuture<>();
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
                    vlc.letIn();
                    vlc.lines().read();
                    // its reader cannot see the end of the connection before the sender does
                    vlc.say("OK\n");
                    waitFor(replyIsHeldUp);
                });
                VlcControl control = VlcControl.connect(peer.address(), Duration.ofSeconds(5))) {
            control.whenClosed(() -> other.complete(inAThread(() -> control.command("hub list"))
                    .completeOnTimeout(new AssertionError("it has to wait"), 2, TimeUnit.SECONDS)
                    .join()));
            CompletableFuture<Throwable> sender = inAThread(() -> control.command("x".repeat(MORE_THAN_SOCKETS_HOLD)));
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName()
                                    .equals("vlc-control-" + peer.address().port())
                            && thread.getState() == Thread.State.BLOCKED));
            replyIsHeldUp.countDown();
            assertThat(other.join()).isInstanceOf(VlcGoneException.class);
            sender.join();
        }
    }

    @Test
    void takesAPortThatNobodyListensOnForAVlcThatDoesNotRun() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertThatThrownBy(() -> VlcControl.connect(new ControlAddress(port, "s3cret"), TIMEOUT))
                .isInstanceOf(VlcNotRunningException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\n", "sipcast-vlc 2\n", "sipcast-vlc 1\nERR auth wrong secret\n", ""})
    void doesNotTalkToAnythingElse(String greeting) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(vlc -> {
            vlc.say(greeting);
            vlc.hear();
            vlc.hear();
        })) {
            assertThatThrownBy(() -> connect(peer))
                    .isInstanceOf(VlcGoneException.class)
                    .hasMessageNotContaining("s3cret");
            await().until(() -> peer.gone().getCount() == 0);
        }
    }

    private static VlcControl connect(ScriptedPeer peer) {
        return VlcControl.connect(peer.address(), TIMEOUT);
    }

    /** What goes wrong there. */
    private static CompletableFuture<Throwable> inAThread(ThrowingCallable task) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(task), run -> new Thread(run).start());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
