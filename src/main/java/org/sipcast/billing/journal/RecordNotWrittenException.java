package org.sipcast.billing.journal;

import org.jspecify.annotations.Nullable;

/** An event could not be made durable: unless the database has lost its answer only, it is not in the journal. */
public final class RecordNotWrittenException extends RuntimeException {
    RecordNotWrittenException(@Nullable Throwable cause) {
        super("nothing can be written to the journal" + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }
}
