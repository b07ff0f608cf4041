package org.sipcast.steering;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the keys of a telephone are called in {@code conf/keys.properties}, where a line that begins with # is a comment. */
final class KeyName {
    private static final String KEYS = "0123456789*#ABCD";
    private static final String STAR = "star";
    private static final String HASH = "hash";

    private KeyName() {}

    static boolean isKey(char key) {
        return KEYS.indexOf(key) >= 0;
    }

    static Optional<Character> keyOf(String name) {
        return switch (name) {
            case STAR -> Optional.of('*');
            case HASH -> Optional.of('#');
            default ->
                name.length() == 1 && Character.isLetterOrDigit(name.charAt(0)) && isKey(name.charAt(0))
                        ? Optional.of(name.charAt(0))
                        : Optional.empty();
        };
    }

    static List<String> all() {
        return Stream.concat(
                        KEYS.chars().mapToObj(Character::toString).filter(key -> !key.equals("*") && !key.equals("#")),
                        Stream.of(STAR, HASH))
                .collect(Collectors.toList());
    }
}
