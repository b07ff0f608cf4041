package org.sipcast.vlc.telnet;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.net.telnet.TelnetClient;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated connection to one VLC. Commands of several threads follow each other without waiting, and VLC replies in
 * their order. After any fault it is closed for good, because a late reply must never be taken for that of another command.
 */
public final class VlcControl implements CommandLine {
    private static final String GREETING = "sipcast-vlc 1";
    /** Enough that VLC finds the next one when it is done, few enough that nobody waits long. */
    private static final int COMMANDS_AT_ONCE = 16;

    private final TelnetClient telnet = new TelnetClient();
    private final Semaphore turns = new Semaphore(COMMANDS_AT_ONCE, true);
    /** The replies that are to come, in the order of the commands; guarded by itself, so that both have one order. */
    private final Queue<CompletableFuture<List<String>>> awaited = new ArrayDeque<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final Duration timeout;
    private volatile long heardAt = System.nanoTime();

    /** What a reply follows. */
    private interface Request {
        void send() throws IOException;
    }

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
            turns.release();
        }
    }

    @Override
    public void close() {
        close(new VlcGoneException("the connection to VLC is closed"));
    }

    private void open(int port) {
        // replies are read by a thread of ours, which sees the end of an idle connection at once
        telnet.setReaderThread(false);
        telnet.setSocketFactory(new ControlSockets());
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
        CompletableFuture<List<String>> reply;
        synchronized (awaited) {
            reply = awaited.poll();
        }
        if (reply == null) {
            throw new MalformedReplyException("it came without a command");
        }
        heardAt = System.nanoTime();
        reply.complete(lines);
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VlcGoneException("VLC is busy for longer than " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VlcGoneException("interrupted while waiting for VLC", e);
        }
    }

    private List<String> await(Request request) {
        CompletableFuture<List<String>> reply = new CompletableFuture<>();
        try {
            return await(reply, ask(request, reply));
        } catch (IOException e) {
            // not while the queue is locked: whoever is told of the end may ask something
            throw closedBy("VLC closed the connection");
        } catch (TimeoutException e) {
            throw closedBy("VLC did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new VlcGoneException(reason(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closedBy("interrupted while waiting for VLC");
        }
    }

    /** Returns when it was asked. */
    private long ask(Request request, CompletableFuture<List<String>> reply) throws IOException {
        synchronized (awaited) {
            if (!isOpen()) {
                throw new VlcGoneException("the connection to VLC is closed");
            }
            long askedAt = System.nanoTime();
            awaited.add(reply);
            request.send();
            return askedAt;
        }
    }

    /** The time-out begins anew with each reply to another: VLC does one command at a time. */
    private List<String> await(CompletableFuture<List<String>> reply, long askedAt)
            throws TimeoutException, ExecutionException, InterruptedException {
        while (true) {
            long heard = heardAt;
            long since = Math.max(askedAt - heard, 0) + heard;
            long left = timeout.toNanos() - (System.nanoTime() - since);
            if (left <= 0 && !reply.isDone()) {
                throw new TimeoutException();
            }
            try {
                return reply.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (heardAt - since <= 0) {
                    throw e;
                }
            }
        }
    }

    private static String reason(@Nullable Throwable fault) {
        return fault == null || fault.getMessage() == null ? "VLC closed the connection" : fault.getMessage();
    }

    private void send(String line) throws IOException {
        telnet.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        telnet.getOutputStream().flush();
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
        List<CompletableFuture<List<String>>> unanswered;
        synchronized (awaited) {
            unanswered = List.copyOf(awaited);
            awaited.clear();
        }
        unanswered.forEach(reply -> reply.completeExceptionally(reason));
        over.complete(true);
    }
}
