package org.sipcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipcast.editing.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start that failed says to whoever tried it: which setting or line of a file is wrong, in place of where in the program that was found. */
final class FailedStart {
    private static final Logger log = LoggerFactory.getLogger(FailedStart.class);

    private FailedStart() {}

    /**
     * The lines to say; none if neither settings nor routes explain it.
     *
     * @param options that the start was given
     */
    static List<String> explain(Exception failure, Map<String, String> options) {
        if (isSettingsFault(failure)) {
            return List.of(Explanation.ofRoot(failure));
        }
        List<String> lines = new ArrayList<>();
        try (Workbench workbench = new Workbench(options)) {
            CheckCommand.problems(workbench.camel()).stream()
                    .map(Problem::toString)
                    .forEach(lines::add);
        } catch (Exception | LinkageError e) {
            if (isSettingsFault(e)) {
                lines.add(Explanation.ofRoot(e));
            }
            log.debug("The routes could not be checked", e);
        }
        if (!lines.isEmpty()) {
            lines.add("It ended with: " + Explanation.ofRoot(failure)); // which may be something else
        }
        return lines;
    }

    /** Whether we have said what can't be meant; where in the program that was found helps nobody. */
    static boolean isSettingsFault(Throwable failure) {
        Throwable root = Explanation.root(failure);
        StackTraceElement[] trace = root.getStackTrace();
        return root instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("org.sipcast.");
    }
}
