package org.sipcast;

/** The words of a failure for people: Camel wraps what a bean throws, and says around it how it called the bean. */
public final class Explanation {
    private Explanation() {}

    /** The message of the outermost exception of ours, or of the failure itself if there is none. */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getPackageName().startsWith("org.sipcast")) {
                return String.valueOf(cause.getMessage());
            }
        }
        return failure.toString();
    }

    /** The message of the innermost cause, on one line. */
    public static String ofRoot(Throwable failure) {
        Throwable cause = root(failure);
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage())
                .replaceAll("\\s+", " ");
    }

    /** The innermost cause. */
    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
