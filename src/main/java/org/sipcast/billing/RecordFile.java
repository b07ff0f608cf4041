package org.sipcast.billing;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
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
    /** Folders with new entries, which a loss of power would take from them. */
    private final Set<Path> unforced = new LinkedHashSet<>();

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
        try {
            while (!line.done) {
                if (writer.tryAcquire()) {
                    writeWith(line);
                } else {
                    LockSupport.park(this);
                    // whoever waits for the disk has to wait
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
        Throwable failure = null;
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (Line line = waiting.peek(); line != null; line = waiting.peek()) {
                lines.add(line);
                waiting.remove();
                text.writeBytes(line.record);
                text.write('\n');
            }
            failure = write(text.toByteArray());
        } catch (Error e) {
            failure = e;
            throw e;
        } finally {
            // or their threads would wait for ever
            for (Line line : lines) {
                line.isDone(failure);
            }
        }
    }

    private @Nullable Exception write(byte[] lines) {
        Exception failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (attempt > 1) {
                pause();
            }
            try {
                appendToDisk(lines);
                return null;
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }
        return failure;
    }

    /** By no {@code FileChannel}, which an interrupt closes: the last records come while threads are interrupted. */
    private void appendToDisk(byte[] lines) throws IOException {
        Path path = file.toAbsolutePath();
        Path folder = path.getParent();
        noteWhatIsMade(path);
        if (folder != null) {
            Files.createDirectories(folder);
        }
        // opened each time, so that the file may be moved away at any time
        try (RandomAccessFile whole = new RandomAccessFile(path.toFile(), "rw");
                FileOutputStream end = new FileOutputStream(path.toFile(), true)) {
            long before = whole.length();
            try {
                if (isTorn(whole)) {
                    end.write('\n');
                }
                end.write(lines);
                end.getFD().sync();
                forceFolders();
            } catch (IOException e) {
                takeBack(whole, before, e);
                throw e;
            }
        }
    }

    private void noteWhatIsMade(Path path) {
        Path folder = path.getParent();
        if (folder != null && !Files.exists(path)) {
            unforced.add(folder);
            noteWhatIsMade(folder);
        }
    }

    /** Whether its last line was cut off, as by a loss of power. */
    private static boolean isTorn(RandomAccessFile whole) throws IOException {
        long length = whole.length();
        if (length == 0) {
            return false;
        }
        whole.seek(length - 1);
        return whole.read() != '\n';
    }

    /** A new file is in its folder for good only when the folder is on disk too. */
    private void forceFolders() throws IOException {
        for (Path folder : unforced) {
            // the one channel whose force no interrupt breaks
            try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        unforced.clear();
    }

    /** Or the next attempt would write a record twice. */
    private static void takeBack(RandomAccessFile whole, long before, IOException cause) {
        try {
            if (whole.length() > before) {
                whole.setLength(before);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void pause() {
        boolean interrupted = false;
        long end = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completed by whoever writes it. */
    private static final class Line {
        private final byte[] record;
        private final Thread owner = Thread.currentThread();
        private @Nullable Throwable failure;
        private volatile boolean done;

        Line(byte[] record) {
            this.record = record;
        }

        void isDone(@Nullable Throwable cause) {
            failure = cause;
            done = true;
            LockSupport.unpark(owner);
        }
    }
}
