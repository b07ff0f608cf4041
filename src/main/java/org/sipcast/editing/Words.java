package org.sipcast.editing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipcast.channel.Spelling;

/**
 * What is wrong, and what was probably meant, without a place yet: Camel's exceptions as people can read them.
 *
 * @param line 0 if the words do not say
 */
record Words(String what, String remedy, int line) {
    private static final Pattern LINE = Pattern.compile("(?:\\bline:?\\s*)(\\d{1,6})\\b|@(\\d{1,6}):\\d");
    private static final Pattern SCHEME = Pattern.compile("(?:with scheme: |could be found for: )([\\w.-]+)");
    private static final Pattern LANGUAGE = Pattern.compile("No language could be found for: (\\S+)");
    /** Of what the components of this project refuse. */
    private static final Pattern CHOICE =
            Pattern.compile("([^\\s;]+)(?: is not known)?; (?:it knows|there are) \\[([^\\]]*)]");

    private static final Pattern ENUM = Pattern.compile("Enum class class (\\S+) .* value: (.*)");
    private static final Pattern PLACE = Pattern.compile(" in file:\\S+, line (\\d+), column \\d+:");
    private static final Pattern XML_POSITION =
            Pattern.compile(" *\\(position: .*@(\\d{1,6}):\\d+\\) *", Pattern.DOTALL);
    private static final int LONGEST = 300;

    private static final Set<String> BESIDE_EXPRESSION = Set.of("description", "disabled", "id", "note", "steps");

    private static final List<Unknown> UNKNOWN = List.of(
            new Unknown(
                    "Unknown function: (\\w+)",
                    "unknown function",
                    Vocabulary::functions,
                    "Camel's page on Simple lists them"),
            new Unknown(
                    "Property with key \\[([^\\]]+)\\] not found",
                    "there is no setting",
                    Vocabulary::settings,
                    "add it to conf/"),
            new Unknown(
                    "(?:Unknown node id|Unsupported field): (\\S+)",
                    "unknown word",
                    Vocabulary::words,
                    "Camel's YAML has no such word here"),
            new Unknown(
                    "Field: (\\S+) has already been configured as an expression",
                    "beside an expression there is no place for",
                    vocabulary -> BESIDE_EXPRESSION,
                    "take one of the two out"),
            // its reader puts a namespace before them that nobody wrote
            new Unknown(
                    "Unexpected element '(?:\\{[^}]*})?([^']+)'",
                    "unknown element",
                    Vocabulary::words,
                    "Camel's XML has no such element here"),
            new Unknown(
                    "Unexpected attribute '(?:\\{[^}]*})?([^']+)'",
                    "unknown attribute",
                    Vocabulary::words,
                    "Camel's XML has no such attribute here"));

    /** How Camel says of a word that it does not know it, and how we do. */
    private record Unknown(Pattern pattern, String what, Function<Vocabulary, Set<String>> known, String otherwise) {
        Unknown(String pattern, String what, Function<Vocabulary, Set<String>> known, String otherwise) {
            this(Pattern.compile(pattern), what, known, otherwise);
        }
    }

    Words(String what, String remedy) {
        this(what, remedy, 0);
    }

    static Words of(Throwable failure, Vocabulary vocabulary) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        int line = line(failure);
        if (cause instanceof StackOverflowError) {
            return new Words("it is nested too deeply", "take some of its brackets or steps out", line);
        }
        if (isOfClassThatLacksAnother(failure)) {
            return new Words(
                    "a class that it names needs another one, which is not there: " + message.replace('/', '.'),
                    "name another class, or add what it needs to lib/",
                    line);
        }
        if (cause instanceof ClassNotFoundException) {
            return new Words("there is no class " + message, "correct its name", line);
        }
        Matcher enumeration = ENUM.matcher(message);
        if (enumeration.matches()) {
            return new Words("'" + enumeration.group(2) + "' is not known", "use " + constants(enumeration.group(1)));
        }
        if (message.contains("'\\t(TAB)' that cannot start any token")) {
            return new Words("a TAB where YAML wants blanks", "write blanks in its place", line);
        }
        for (Unknown unknown : UNKNOWN) {
            Matcher matcher = unknown.pattern().matcher(message);
            if (matcher.find()) {
                String word = matcher.group(1);
                return new Words(
                        "%s %s".formatted(unknown.what(), word),
                        didYouMean(word, unknown.known().apply(vocabulary), unknown.otherwise()),
                        line);
            }
        }
        Matcher xml = XML_POSITION.matcher(message);
        if (xml.find()) {
            return new Words(
                    oneLine(message.substring(0, xml.start())),
                    "it has to be well-formed XML",
                    Integer.parseInt(xml.group(1)));
        }
        Matcher language = LANGUAGE.matcher(message);
        if (language.find()) {
            Set<String> there = vocabulary.languages();
            return new Words(
                    "there is no language " + language.group(1),
                    didYouMean(language.group(1), there, "lib/ has " + String.join(", ", there)),
                    line);
        }
        if (message.equals("Unsupported definition: null")) {
            return new Words("it lacks an expression", "write one, such as simple: \"${body}\"", line);
        }
        Matcher scheme = SCHEME.matcher(message);
        if (scheme.find()) {
            Set<String> there = vocabulary.components();
            return new Words(
                    "there is no component " + scheme.group(1),
                    didYouMean(scheme.group(1), there, "lib/ has " + String.join(", ", there)),
                    line);
        }
        Matcher choice = CHOICE.matcher(message);
        String remedy = choice.find()
                ? didYouMean(choice.group(1), List.of(choice.group(2).split(", ")), "")
                : "";
        return new Words(oneLine(message), remedy, line);
    }

    private static boolean isOfClassThatLacksAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError) {
                return true;
            }
        }
        return false;
    }

    private static String constants(String type) {
        try {
            return Arrays.stream(Class.forName(type).getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .reduce((left, right) -> left + ", " + right)
                    .orElse("another value");
        } catch (ClassNotFoundException e) {
            return "another value";
        }
    }

    /** Readers of files say where they stumbled in their words only. */
    private static int line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
            if (line.find()) {
                return Integer.parseInt(line.group(1) == null ? line.group(2) : line.group(1));
            }
        }
        return 0;
    }

    private static String oneLine(String message) {
        String line = PLACE.matcher(message.replaceAll("\\s+", " ").strip()).replaceAll(" (line $1)");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** The remedy that names the word which was probably meant, or another one. The word itself may be known where it does not stand. */
    static String didYouMean(String word, Collection<String> known, String otherwise) {
        List<String> others = known.stream().filter(each -> !each.equals(word)).toList();
        return Spelling.closest(word, others)
                .map(each -> "did you mean " + each + "?")
                .orElse(otherwise);
    }

    Problem at(Source source, int usualLine) {
        return new Problem(source.file().toString(), line > 0 ? line : usualLine, what, remedy);
    }

    Problem at(Place place) {
        return place.problem(what, remedy);
    }
}
