package org.sipcast;

import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.StringHelper;
import org.sipcast.channel.Spelling;
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

    /** Whether it may be another time as it should: what failed is what we run on, not what we were told. */
    static boolean mayPass(Throwable failure) {
        return setting(failure).isEmpty()
                && causes(failure, Throwable.class)
                        .anyMatch(each -> each instanceof SQLException
                                || each instanceof SocketException
                                || (isOurWord(each) && each instanceof IllegalStateException));
    }

    /** What a failure says that a setting brought about; empty if that is not known. */
    static Optional<String> words(Throwable failure) {
        return setting(failure)
                .or(() -> causes(failure, Throwable.class)
                        .filter(FailedStart::isOurWord)
                        .map(ours -> String.valueOf(ours.getMessage()).strip())
                        .findFirst())
                .or(() -> causes(failure, PropertyBindingException.class)
                        .map(FailedStart::ofCamel)
                        .findFirst())
                .or(() -> causes(failure, NoSuchFileException.class)
                        .map(missing -> "There is no file " + missing.getFile())
                        .findFirst());
    }

    /** Of an option that Camel does not know, or can't take. */
    private static String ofCamel(PropertyBindingException refused) {
        String prefix =
                Objects.requireNonNullElse(refused.getOptionPrefix(), "").replaceFirst("[.]$", "") + ".";
        String key = prefix + StringHelper.camelCaseToDash(refused.getPropertyName());
        if (refused.getCause() != null) {
            return key + " can't be '" + refused.getValue() + "': " + Explanation.ofRoot(refused);
        }
        Set<String> options = Arrays.stream(refused.getTarget().getClass().getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> StringHelper.camelCaseToDash(method.getName().substring("set".length())))
                .collect(Collectors.toSet());
        return "there is no setting " + key
                + Spelling.closest(refused.getPropertyName(), options)
                        .map(meant -> "; did you mean " + prefix + meant + "?")
                        .orElse("");
    }

    /** What is wrong with a setting, if that is what it failed by. */
    private static Optional<String> setting(Throwable failure) {
        return causes(failure, SettingException.class)
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

    /** Those of a kind, from the outermost on. */
    private static <T extends Throwable> Stream<T> causes(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
