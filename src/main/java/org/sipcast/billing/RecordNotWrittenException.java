package org.sipcast.billing;

import java.nio.file.Path;

/** A call record could not be made durable: it is not in the file. */
public final class RecordNotWrittenException extends RuntimeException {
    RecordNotWrittenException(Path file, Throwable cause) {
        super("nothing can be appended to " + file + ": " + cause.getMessage(), cause);
    }
}
