package org.sipcast.billing.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/** Files that are there completely or not at all, whatever is cut off when: written under another name, synced, renamed, synced. */
final class DurableFile {
    private DurableFile() {}

    /**
     * Makes a file that nobody ever changes; nothing happens if it is there with this content.
     *
     * @throws FileAlreadyExistsException if it is there with another content
     */
    static void create(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            if (!Arrays.equals(Files.readAllBytes(file), content)) {
                throw new FileAlreadyExistsException(file + " is there with another content, and is not overwritten");
            }
            return;
        }
        replace(file, content);
    }

    static void replace(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
        }
        Path part = folder.resolve("." + file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
