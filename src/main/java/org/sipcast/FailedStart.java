package org.sipcast;

import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        Optional<String> setting = setting(failure);
        if (setting.isPresent()) {
            return List.of(setting.get());
        }
        List<String> lines = new ArrayList<>();
        try (Workbench workbench = new Workbench(options)) {
            CheckCommand.problems(workbench.camel()).stream()
                    .map(Problem::toString)
                    .forEach(lines::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(CheckCommand.noFolder(e));
        } catch (Exception | LinkageError e) {
            log.debug("The routes could not be checked", e);
            Optional<String> words = words(e);
            if (words.isPresent()) {
                return List.of(words.get());
            }
        }
        if (lines.isEmpty()) {
            return words(failure).map(List::of).orElse(List.of());
        }
        // which may be something else
        lines.add("It ended with: " + words(failure).orElseGet(() -> Explanation.ofRoot(failure)));
        return lines;
    }

    /** What a failure says that a setting brought about; empty if that is not known. */
    static Optional<String> words(Throwable failure) {
        return setting(failure)
                .or(() -> causes(failure)
                        .filter(FailedStart::isOurWord)
                        .map(Throwable::getMessage)
                        .findFirst());
    }

    /** What is wrong with a setting, if that is what it failed by. */
    private static Optional<String> setting(Throwable failure) {
        return causes(failure)
                .filter(SettingException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    /** Whether we have said what can't be meant, or done; where in the program that was found helps nobody. */
    private static boolean isOurWord(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException)
                && failure.getMessage() != null
                && trace.length > 0
                && trace[0].getClassName().startsWith("org.sipcast.");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
