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
    /** Makes sure that what a folder has is on the disk. */
    interface Sync {
        void sync(Path folder) throws IOException;
    }

    private DurableFile() {}

    /**
     * Makes a file that nobody ever changes, or finds it there with this content. Either way its name and its folders' names are on the
     * disk afterwards: whoever made them may have been cut off before that.
     *
     * @throws FileAlreadyExistsException if it is there with another content
     */
    static void create(Path file, byte[] content) throws IOException {
        create(file, content, DurableFile::sync);
    }

    static void create(Path file, byte[] content, Sync disk) throws IOException {
        if (Files.exists(file)) {
            if (!Arrays.equals(Files.readAllBytes(file), content)) {
                throw new FileAlreadyExistsException(file + " is there with another content, and is not overwritten");
            }
        } else {
            write(file, content);
        }
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            // what we can't read we did not make
            if (Files.isReadable(folder)) {
                disk.sync(folder);
            }
        }
    }

    static void replace(Path file, byte[] content) throws IOException {
        write(file, content);
        sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
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
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
