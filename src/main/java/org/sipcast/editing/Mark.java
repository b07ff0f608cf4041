package org.sipcast.editing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/** What changes with a file's content, or with who may read it, and is had without reading it. */
final class Mark {
    private Mark() {}

    /** Empty if there is no such file. */
    static String of(Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime() + " "
                    + attributes.permissions();
        } catch (IOException e) {
            return "";
        }
    }
}
