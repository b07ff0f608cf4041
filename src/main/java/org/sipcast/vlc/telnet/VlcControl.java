package org.sipcast.vlc.telnet;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.net.telnet.TelnetClient;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated connection to one VLC. Commands of several threads take turns. After any fault it is closed for
 * good, because a late reply must never be taken for that of the next command.
 */
public final class VlcControl implements CommandLine {
    private static final String GREETING = "sipcast-vlc 1";

    private final TelnetClient telnet = new TelnetClient();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicReference<@Nullable CompletableFuture<List<String>>> awaited = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final Duration timeout;

    private VlcControl(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Connects and authenticates.
     *
     * @param timeout the longest wait for the connection, and later for each reply
     * @throws VlcNotRunningException if nothing listens there
     * @throws VlcGoneException if whoever listens is not this VLC
     */
    public static VlcControl connect(ControlAddress address, Duration timeout) {
        VlcControl control = new VlcControl(timeout);
        control.open(address.port());
        try {
            control.command("auth " + address.secret());
        } catch (VlcRefusedException e) {
            control.close();
            throw new VlcGoneException("another VLC listens on port " + address.port() + ", our secret is not its own");
        }
        return control;
    }

    /** Runs the task once when the connection is over, whoever ended it; at once if it is. It must not block. */
    public void whenClosed(Runnable task) {
        CompletableFuture<Void> unused = over.thenRun(task);
    }

    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public Reply command(String line) {
        takeTurn();
        try {
            return understood(await(() -> send(line)));
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        close(new VlcGoneException("the connection to VLC is closed"));
    }

    private void open(int port) {
        // replies are read by a thread of ours, which sees the end of an idle connection at once
        telnet.setReaderThread(false);
        telnet.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            telnet.connect(InetAddress.getLoopbackAddress(), port);
            telnet.setTcpNoDelay(true);
        } catch (IOException e) {
            close();
            throw new VlcNotRunningException("nothing answers on VLC's control port " + port, e);
        }
        String greeting = await(() -> startReading(port)).get(0);
        if (!greeting.equals(GREETING)) {
            throw closedBy("something else than VLC listens on port " + port);
        }
    }

    private void startReading(int port) {
        Thread reader = new Thread(this::read, "vlc-control-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            ReplyReader replies = new ReplyReader(telnet.getInputStream());
            deliver(List.of(replies.line()));
            while (isOpen()) {
                deliver(replies.lines());
            }
        } catch (IOException e) {
            close(new VlcGoneException("VLC closed the connection", e));
        } catch (MalformedReplyException e) {
            close(new VlcGoneException("VLC's reply is not understood: " + e.getMessage()));
        }
    }

    private void deliver(List<String> lines) throws MalformedReplyException {
        CompletableFuture<List<String>> reply = awaited.getAndSet(null);
        if (reply == null) {
            throw new MalformedReplyException("it came without a command");
        }
        reply.complete(lines);
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VlcGoneException("VLC is busy for longer than " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VlcGoneException("interrupted while waiting for VLC", e);
        }
    }

    private List<String> await(Runnable request) {
        CompletableFuture<List<String>> reply = new CompletableFuture<>();
        awaited.set(reply);
        if (!isOpen()) {
            throw new VlcGoneException("the connection to VLC is closed");
        }
        request.run();
        try {
            return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw closedBy("VLC did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new VlcGoneException(reason(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closedBy("interrupted while waiting for VLC");
        }
    }

    private static String reason(@Nullable Throwable fault) {
        return fault == null || fault.getMessage() == null ? "VLC closed the connection" : fault.getMessage();
    }

    private void send(String line) {
        try {
            telnet.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            telnet.getOutputStream().flush();
        } catch (IOException e) {
            throw closedBy("VLC closed the connection");
        }
    }

    private Reply understood(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        if (ReplyReader.startsWithWord(last, "OK")) {
            return new Reply(
                    lines.subList(0, lines.size() - 1), last.substring(2).strip());
        }
        String[] words = last.split(" ", 3);
        if (words.length < 2) {
            throw closedBy("VLC's reply is not understood: an error without a code");
        }
        throw new VlcRefusedException(words[1], words.length > 2 ? words[2] : "");
    }

    private VlcGoneException closedBy(String fault) {
        VlcGoneException gone = new VlcGoneException(fault);
        close(gone);
        return gone;
    }

    private void close(VlcGoneException reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            telnet.disconnect();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        CompletableFuture<List<String>> reply = awaited.getAndSet(null);
        if (reply != null) {
            reply.completeExceptionally(reason);
        }
        over.complete(true);
    }
}
