package org.sipcast.billing.feed;

import org.jspecify.annotations.Nullable;

/**
 * Why a delivery failed.
 *
 * @param kind the same for the same reason, whatever times and numbers its words have
 * @param words for the log: one line, not too long
 */
record FailureReason(String kind, String words) {
    private static final int LENGTH = 300;

    static FailureReason of(@Nullable Throwable failure) {
        if (failure == null) {
            return new FailureReason("", "nothing says why");
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? "" : root.getMessage();
        String words = message.substring(0, Math.min(LENGTH, message.length()))
                .replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[.\\s]+$", "");
        if (root instanceof NotTakenException) {
            return new FailureReason(words, words);
        }
        String kind = root.getClass().getSimpleName();
        return new FailureReason(kind, words.isEmpty() ? kind : kind + ": " + words);
    }
}
