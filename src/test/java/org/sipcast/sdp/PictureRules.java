package org.sipcast.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the channel of {@link TestMedia} may send to an offer, by its limits: 640x360 at 25 frames and 800 kbit/s has 920 macroblocks, 23000 a
 * second; 48 kbit/s of Opus. Counted by hand, so that it shares nothing with what it checks.
 */
final class PictureRules {
    private static final int MACROBLOCKS = 920;
    private static final int MACROBLOCKS_PER_SECOND = 23_000;
    private static final int LEVEL = 30;
    private static final Pattern SECTION = Pattern.compile("(?m)^m=\\S+ ([0-9]+)[0-9/]* \\S+ ([0-9]+).*(?:\\n[^m].*)*");

    private PictureRules() {}

    /** What is too much for the offer in its answer. */
    static List<String> violations(String offer, String answer) {
        List<String> violations = new ArrayList<>();
        Matcher want = SECTION.matcher(offer.replace("\r\n", "\n"));
        Matcher have = SECTION.matcher(answer.replace("\r\n", "\n"));
        while (want.find() && have.find()) {
            if (!have.group(1).equals("0")) {
                String type = have.group(2);
                String map = first(have.group(), "a=rtpmap:" + type + " (.*)");
                String parameters = first(want.group(), "a=fmtp:" + type + " (.*)");
                if (!isEnough(map.toUpperCase(Locale.ROOT), parameters)) {
                    violations.add(map + " is too much for " + parameters);
                }
            }
        }
        return violations;
    }

    private static boolean isEnough(String map, String parameters) {
        int size = number(parameters, "max-fs", 10, 0);
        if (map.startsWith("H264")) {
            String id = first(parameters, "(?i)profile-level-id=([0-9a-f]{6})");
            int level = id.isEmpty() ? 10 : Integer.parseInt(id.substring(4), 16);
            int most = Math.max(level, number(parameters, "max-recv-level", 16, 0) & 0xff);
            boolean bits = level >= 20 || most >= 20 || number(parameters, "max-br", 10, 0) >= 800;
            return most >= LEVEL
                    || (size >= MACROBLOCKS && number(parameters, "max-mbps", 10, 0) >= MACROBLOCKS_PER_SECOND && bits);
        }
        if (map.startsWith("VP8")) {
            return (size == 0 || size >= MACROBLOCKS) && number(parameters, "max-fr", 10, 25) >= 25;
        }
        return !map.startsWith("OPUS") || number(parameters, "maxaveragebitrate", 10, 48_000) >= 48_000;
    }

    private static int number(String parameters, String name, int radix, int otherwise) {
        String text = first(parameters, name + "=([0-9a-f]+)");
        return text.isEmpty() ? otherwise : Integer.parseInt(text, radix);
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile("(?m)" + pattern).matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
