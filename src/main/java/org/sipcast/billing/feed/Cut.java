package org.sipcast.billing.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the newest file of a feed has, or is about to have.
 *
 * @param first the first record's number
 * @param last the last record's number; one less than {@code first} if there is none
 * @param period the number of the period that began when the last file was cut because of the time
 */
record Cut(long first, long last, long period) {

    /** Reads it; null if there was none so far. */
    static @Nullable Cut read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String[] words = Files.readString(file, US_ASCII).trim().split(" ", -1);
        try {
            return new Cut(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " is damaged; without it the feed goes on from its place in the journal", e);
        }
    }

    void write(Path file) throws IOException {
        DurableFile.replace(file, (first + " " + last + " " + period + "\n").getBytes(US_ASCII));
    }
}
