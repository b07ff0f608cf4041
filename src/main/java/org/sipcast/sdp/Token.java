package org.sipcast.sdp;

/** The {@code token} of RFC 8866 section 9: visible ASCII without {@code "(),/:;<=>?@[\]}. */
final class Token {
    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]";

    private Token() {}

    static boolean matches(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~' && SEPARATORS.indexOf(c) < 0);
    }
}
