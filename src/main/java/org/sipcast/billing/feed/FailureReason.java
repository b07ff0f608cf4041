package org.sipcast.billing.feed;

import org.jspecify.annotations.Nullable;

/** Why a delivery failed, in words for the log: one line, not too long. */
final class FailureReason {
    private static final int LENGTH = 300;

    private FailureReason() {}

    static String of(@Nullable Throwable failure) {
        if (failure == null) {
            return "nothing says why";
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? "" : root.getMessage().replaceAll("\\p{Cntrl}+", " ");
        String shortened = words.length() > LENGTH ? words.substring(0, LENGTH) + "…" : words;
        if (root instanceof NotTakenException) {
            return shortened;
        }
        String kind = root.getClass().getSimpleName();
        return shortened.isBlank() ? kind : kind + ": " + shortened;
    }
}
