package org.sipcast.billing;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file to which records are appended, a line each, by many threads. Those who come while the disk is busy are written
 * together, because the disk takes as long for one line as for a hundred.
 */
public final class RecordFile {
    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** A fast disk would take each line by itself, at the price of a CPU that is needed for calls. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(2);

    private final Path file;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore writer = new Semaphore(1);
    private long writtenAt = System.nanoTime() - BETWEEN_WRITES.toNanos();

    /** @param file made with its folder when the first record comes, and whenever somebody has moved it away */
    public RecordFile(Path file) {
        this.file = file;
    }

    /**
     * Appends a record, which must not contain line breaks, and returns when it is on disk. A failure is tried again for some
     * hundred milliseconds.
     *
     * @throws RecordNotWrittenException if it is not in the file
     */
    public void append(byte[] record) {
        Line line = new Line(record);
        waiting.add(line);
        boolean interrupted = false;
        while (!line.done) {
            if (writer.tryAcquire()) {
                writeWith(line);
            } else {
                LockSupport.park(this);
                // whoever waits for the disk has to wait
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (line.failure != null) {
            throw new RecordNotWrittenException(file, line.failure);
        }
    }

    private void writeWith(Line mine) {
        try {
            // whoever wrote before may have written this one too
            if (!mine.done) {
                LockSupport.parkNanos(writtenAt + BETWEEN_WRITES.toNanos() - System.nanoTime());
                writeWaiting();
                writtenAt = System.nanoTime();
            }
        } finally {
            writer.release();
            Line next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.owner);
            }
        }
    }

    private void writeWaiting() {
        List<Line> lines = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            lines.add(line);
            text.writeBytes(line.record);
            text.write('\n');
        }
        Exception failure = write(text.toByteArray());
        lines.forEach(line -> line.isDone(failure));
    }

    private @Nullable Exception write(byte[] lines) {
        Exception failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                appendToDisk(lines);
                return null;
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            if (attempt < ATTEMPTS && !pause()) {
                break;
            }
        }
        return failure;
    }

    private void appendToDisk(byte[] lines) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        // opened each time, so that the file may be moved away at any time
        try (FileOutputStream output = new FileOutputStream(file.toFile(), true)) {
            long before = output.getChannel().size();
            try {
                output.write(lines);
                output.getFD().sync();
            } catch (IOException e) {
                // or what comes next would be appended to half a line
                output.getChannel().truncate(before);
                throw e;
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Completed by whoever writes it. */
    private static final class Line {
        private final byte[] record;
        private final Thread owner = Thread.currentThread();
        private @Nullable Exception failure;
        private volatile boolean done;

        Line(byte[] record) {
            this.record = record;
        }

        void isDone(@Nullable Exception cause) {
            failure = cause;
            done = true;
            LockSupport.unpark(owner);
        }
    }
}
