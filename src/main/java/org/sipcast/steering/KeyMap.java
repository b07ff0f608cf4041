package org.sipcast.steering;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipcast.channel.Spelling;

/**
 * Which words each key of a telephone stands for, as {@code conf/keys.properties} says it: lines such as {@code 5=toggle}. A line
 * that cannot be understood is a problem, and its key does nothing; all others work.
 *
 * @param words by key; {@link #PLACE} begins a place in the film
 * @param problems in words, each with file and line
 */
public record KeyMap(Map<Character, String> words, List<String> problems) {
    /** The keys that follow, up to #, are a place in the film: {@code 1230} is 12:30. */
    static final String PLACE = "place";

    private static final List<String> KNOWN =
            List.of("pause", "resume", "toggle", "restart", "stop", PLACE, "seek +30", "seek -10", "seek 12:34");

    public KeyMap {
        words = Map.copyOf(words);
        problems = List.copyOf(problems);
    }

    /** A file that cannot be read is a problem as well. */
    public static KeyMap read(Path file) {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (MalformedInputException e) {
            return new KeyMap(Map.of(), List.of(file + ": is no text in UTF-8, so that keys do nothing"));
        } catch (IOException e) {
            return new KeyMap(Map.of(), List.of(file + ": cannot be read, so that keys do nothing: " + e));
        }
    }

    static KeyMap parse(String file, List<String> lines) {
        Map<Character, String> words = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String where = file + ", line " + (i + 1) + ": ";
                take(line, words).ifPresent(problem -> problems.add(where + problem));
            }
        }
        return new KeyMap(words, problems);
    }

    /** What is wrong with a line, if anything is. */
    private static Optional<String> take(String line, Map<Character, String> words) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return Optional.of(quoted(line) + " is not of the form 5=toggle");
        }
        String name = line.substring(0, equals).strip();
        String meaning = line.substring(equals + 1).strip();
        Optional<Character> key = KeyName.keyOf(name);
        if (key.isEmpty()) {
            return Optional.of(quoted(name) + " is no key" + suggestion(name, KeyName.all())
                    + "; there are 0 to 9, star, hash and A to D");
        }
        if (!meaning.equals(PLACE)) {
            try {
                CommandParser.parse(meaning);
            } catch (SteeringRefusedException e) {
                return Optional.of(quoted(name + "=" + meaning) + ": " + e.getMessage() + suggestion(meaning, KNOWN));
            }
        }
        return words.putIfAbsent(key.get(), meaning) == null
                ? Optional.empty()
                : Optional.of("the key " + name + " has a meaning already");
    }

    private static String suggestion(String word, List<String> known) {
        return Spelling.closest(word, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
    }

    private static String quoted(String text) {
        return "'" + FilmTime.printable(text, 40) + "'";
    }
}
