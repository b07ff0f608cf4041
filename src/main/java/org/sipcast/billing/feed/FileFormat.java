package org.sipcast.billing.feed;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the lines of a file are written; each ends with a line feed. */
interface FileFormat {
    /** The version of what this class writes, in every header: another one whenever a reader would have to know. */
    int VERSION = 1;

    /** How the names of such files end. */
    String extension();

    /**
     * The first line.
     *
     * @param count the lines between header and trailer
     * @param first the number of the first record that the file speaks for
     * @param last that of the last one; one less than {@code first} if there is none
     */
    String header(String node, int count, long first, long last) throws IOException;

    /** The line of a row of the journal; null for one that has no place in such a file. */
    @Nullable
    String line(Map<String, Object> record) throws IOException;

    /**
     * The last line.
     *
     * @param sha256 of all octets before the trailer, in hex
     * @param md5 of the same
     */
    String trailer(int count, String sha256, String md5) throws IOException;
}
