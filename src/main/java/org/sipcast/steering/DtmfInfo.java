package org.sipcast.steering;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key from the body of an INFO. No RFC has these two types: {@code application/dtmf-relay} is Cisco's, with lines such as
 * {@code Signal=5} and {@code Duration=160}; {@code application/dtmf} is the key alone. Phones write them with blanks around the equals
 * sign, without the last line end, with LF for CRLF, and the keys beyond 9 as numbers.
 */
public final class DtmfInfo {
    private static final String RELAY = "application/dtmf-relay";
    private static final String PLAIN = "application/dtmf";
    private static final int LONGEST = 256;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z-]{0,31})[ \t]*=[ \t]*(.{0,64}?)[ \t]*");
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}");

    /** RFC 4733 section 3.2 numbers them so. */
    private static final Map<String, Character> NUMBERED =
            Map.of("10", '*', "11", '#', "12", 'A', "13", 'B', "14", 'C', "15", 'D');

    private DtmfInfo() {}

    /** Whether a body of this type is a key. */
    public static boolean isType(@Nullable String type) {
        return RELAY.equalsIgnoreCase(type) || PLAIN.equalsIgnoreCase(type);
    }

    /**
     * Reads a body of one of these types.
     *
     * @throws SteeringRefusedException with status 400 if it is no key
     */
    public static char key(String type, String body) {
        if (body.length() > LONGEST) {
            throw malformed("a key needs no more than " + LONGEST + " characters");
        }
        return signal(RELAY.equalsIgnoreCase(type) ? relayed(body) : body.strip());
    }

    private static String relayed(String body) {
        String signal = null;
        for (String line : LINE_END.split(body, -1)) {
            if (line.isBlank()) {
                continue;
            }
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw malformed("a line is not of the form Signal=5");
            }
            String name = field.group(1).toLowerCase(Locale.ROOT);
            if (name.equals("duration") && !DURATION.matcher(field.group(2)).matches()) {
                throw malformed("the duration is no number");
            }
            if (name.equals("signal")) {
                if (signal != null) {
                    throw malformed("Signal comes twice");
                }
                signal = field.group(2);
            }
        }
        if (signal == null) {
            throw malformed("Signal= is missing");
        }
        return signal;
    }

    private static char signal(String signal) {
        String upper = signal.toUpperCase(Locale.ROOT);
        if (upper.length() == 1 && KeyName.isKey(upper.charAt(0))) {
            return upper.charAt(0);
        }
        Character numbered = NUMBERED.get(upper);
        if (numbered == null) {
            throw malformed("'" + FilmTime.printable(signal, 8) + "' is no key: there are 0 to 9, *, # and A to D");
        }
        return numbered;
    }

    private static SteeringRefusedException malformed(String words) {
        return new SteeringRefusedException(SteeringRefusedException.MALFORMED, words);
    }
}
