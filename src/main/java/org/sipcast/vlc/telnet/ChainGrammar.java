package org.sipcast.vlc.telnet;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which chains of stream outputs may stand in a command: ours and the encoder, nothing that writes a file or connects. */
final class ChainGrammar {
    private static final Pattern ALPHABET = Pattern.compile("#[A-Za-z0-9{}=,:._+-]+");
    private static final Pattern MODULE = Pattern.compile("[a-z]+");
    private static final Set<String> ALLOWED = Set.of("duplicate", "gate", "transcode", "fanout");

    private ChainGrammar() {}

    static String chain(String chain) {
        if (!ALPHABET.matcher(chain).matches()) {
            throw new IllegalArgumentException("a chain begins with # and has letters, digits and {}=,:._+- only");
        }
        modules(chain, 1, chain.length());
        return chain;
    }

    /** Reads {@code module{options}:module…}. */
    private static void modules(String chain, int from, int to) {
        int at = from;
        while (true) {
            Matcher module = MODULE.matcher(chain).region(at, to);
            if (!module.lookingAt() || !ALLOWED.contains(module.group())) {
                throw new IllegalArgumentException("not a stream output that is allowed: " + chain.substring(at, to));
            }
            at = module.end();
            if (at < to && chain.charAt(at) == '{') {
                int close = closing(chain, at, to);
                if (module.group().equals("duplicate")) {
                    branches(chain, at + 1, close);
                }
                at = close + 1;
            }
            if (at == to) {
                return;
            }
            if (chain.charAt(at) != ':') {
                throw new IllegalArgumentException("':' is missing before: " + chain.substring(at, to));
            }
            at++;
        }
    }

    /** Reads {@code dst=modules,select=video,…}. */
    private static void branches(String chain, int from, int to) {
        int at = from;
        while (at <= to) {
            int end = comma(chain, at, to);
            String option = chain.substring(at, end);
            if (option.startsWith("dst=")) {
                modules(chain, at + 4, end);
            } else if (!option.matches("select=(video|audio)")) {
                throw new IllegalArgumentException("not an option of duplicate that is allowed: " + option);
            }
            at = end + 1;
        }
    }

    private static int comma(String chain, int from, int to) {
        int at = from;
        while (at < to && chain.charAt(at) != ',') {
            at = chain.charAt(at) == '{' ? closing(chain, at, to) + 1 : at + 1;
        }
        return at;
    }

    private static int closing(String chain, int open, int to) {
        int depth = 0;
        for (int at = open; at < to; at++) {
            depth += chain.charAt(at) == '{' ? 1 : chain.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("'}' is missing for: " + chain.substring(open, to));
    }
}
