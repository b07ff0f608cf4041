package org.sipcast.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void isMadeWithItsFolderByTheFirstRecord() throws IOException {
        Path path = folder.resolve("new/records");
        RecordFile file = new RecordFile(path);
        assertThat(path).doesNotExist();
        file.append(octets("ä"));
        file.append(octets("b"));
        assertThat(path).hasContent("ä\nb\n");
    }

    @Test
    void holdsARecordAsSoonAsItIsAppendedHoweverManyAppend() {
        Path path = folder.resolve("records");
        RecordFile file = new RecordFile(path);
        List<String> records =
                IntStream.range(0, 400).mapToObj(i -> "record " + i).toList();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Boolean>> found = records.stream()
                    .map(record -> CompletableFuture.supplyAsync(
                            () -> {
                                file.append(octets(record));
                                return linesOf(path).contains(record);
                            },
                            threads))
                    .toList();
            assertThat(found).allMatch(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        assertThat(linesOf(path)).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void beginsAgainWhereSomebodyHasMovedItAway() throws IOException {
        Path path = folder.resolve("records");
        RecordFile file = new RecordFile(path);
        file.append(octets("old"));
        Files.move(path, folder.resolve("records.1"));
        file.append(octets("new"));
        assertThat(path).hasContent("new\n");
    }

    @Test
    void saysWhatIsNotWritten() throws IOException {
        Path path = Files.createDirectory(folder.resolve("records"));
        RecordFile file = new RecordFile(path);
        assertThatThrownBy(() -> file.append(octets("lost")))
                .isInstanceOf(RecordNotWrittenException.class)
                .hasMessageContaining("records");

        Files.delete(path);
        file.append(octets("next"));
        assertThat(path).hasContent("next\n");
    }

    @Test
    void saysThatTheDiskIsFull() {
        // each write to it fails as a full disk does
        assertThatThrownBy(() -> new RecordFile(Path.of("/dev/full")).append(octets("lost")))
                .isInstanceOf(RecordNotWrittenException.class)
                .hasMessageContaining("/dev/full");
    }

    @Test
    void writesForAThreadThatIsInterruptedAndLeavesItSo() throws IOException {
        Path path = folder.resolve("records");
        Thread.currentThread().interrupt();
        new RecordFile(path).append(octets("last"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("last\n");
    }

    @Test
    void triesAgainForAThreadThatIsInterrupted() throws IOException {
        Path path = Files.createDirectory(folder.resolve("records"));
        CompletableFuture<Void> mended = CompletableFuture.runAsync(
                () -> assertThat(path.toFile().delete()).isTrue(),
                CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS));
        Thread.currentThread().interrupt();
        new RecordFile(path).append(octets("last"));
        assertThat(Thread.interrupted()).isTrue();
        mended.join();
        assertThat(path).hasContent("last\n");
    }

    @Test
    void beginsALineOfItsOwnAfterOneThatWasCutOff() throws IOException {
        Path path = Files.writeString(folder.resolve("records"), "whole\nhal");
        RecordFile file = new RecordFile(path);
        file.append(octets("next"));
        file.append(octets("last"));
        assertThat(path).hasContent("whole\nhal\nnext\nlast\n");
    }

    @Test
    @Timeout(20)
    void leavesNobodyWaitingAfterAnError() throws Exception {
        Path path = folder.resolve("records");
        CountDownLatch diskIsBusy = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        RecordFile file = new RecordFile(pathThatIsAskedFor(path, () -> {
            switch (writes.incrementAndGet()) {
                case 1 -> assertThat(diskIsBusy.await(10, TimeUnit.SECONDS)).isTrue();
                case 2 -> throw new OutOfMemoryError("a test");
                default -> {}
            }
            return path;
        }));
        FutureTask<?> first = append(file, "first");
        await().until(() -> writes.get() == 1);
        List<FutureTask<?>> together = List.of(append(file, "second"), append(file, "third"));
        diskIsBusy.countDown();

        first.get();
        assertThat(together)
                .extracting(each -> catchThrowable(each::get).getCause())
                .hasAtLeastOneElementOfType(OutOfMemoryError.class)
                .hasAtLeastOneElementOfType(RecordNotWrittenException.class);
        file.append(octets("fourth"));
        assertThat(path).hasContent("first\nfourth\n");
    }

    /** Returns when its thread waits. */
    private static FutureTask<?> append(RecordFile file, String record) {
        FutureTask<?> task = new FutureTask<>(() -> file.append(octets(record)), null);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        await().until(() ->
                thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    /** Runs the action whenever the file is about to be opened. */
    private static Path pathThatIsAskedFor(Path path, Callable<Path> action) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (self, method, arguments) ->
                        method.getName().equals("toAbsolutePath") ? action.call() : method.invoke(path, arguments));
    }

    private static byte[] octets(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> linesOf(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
