package org.sipcast.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts asterisks in place of words that nobody is to read: whole words, in capitals or not. */
public final class WordFilter {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final ListFile<Pattern> file;

    /** @param file has a word, or several, on each line */
    public WordFilter(Path file) {
        this.file = new ListFile<>(file, WordFilter::any);
    }

    private static Pattern any(List<String> words) {
        return words.isEmpty()
                ? NOTHING
                : Pattern.compile(
                        words.stream()
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    public String clean(String text) {
        return file.now().matcher(text).replaceAll(found -> "*".repeat(Math.min(3, found.end() - found.start())));
    }
}
