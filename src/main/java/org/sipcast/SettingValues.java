package org.sipcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * Requires that each setting is something of the kind that is shipped for it: a number, true or false, a word of those there are. Components and
 * routes that take it would blame themselves, each for itself, or find only with the first call that it can't be meant.
 */
public final class SettingValues implements CamelConfiguration, CamelContextAware {
    private static final int LAST_PORT = 65_535;
    private static final Pattern NUMBER = Pattern.compile("(?:\\{\\{env:\\w+:)?\\d+(?:\\}\\})?");
    private static final Pattern PORT = Pattern.compile(".*[.-]port");
    private static final Bounds ANY = new Bounds(0, Integer.MAX_VALUE);
    private static final Bounds ANY_PORT = new Bounds(1, LAST_PORT);
    /** 0 is any that is free; with -1 there is nothing at this port. */
    private static final Bounds PORT_OR_NONE = new Bounds(-1, LAST_PORT);

    /** What VLC, bin/sipcast-vlc and the database take. */
    private static final Map<String, Bounds> BOUNDS = Map.of(
            "sipcast.page.port", PORT_OR_NONE,
            "sipcast.management.port", PORT_OR_NONE,
            "sipcast.lease", new Bounds(1, 3600),
            "sipcast.linger", new Bounds(0, 3600),
            "sipcast.orphan", new Bounds(1, 86_400),
            "sipcast.reports.interval", new Bounds(100, 60_000),
            "sipcast.records.connections", new Bounds(1, 1000));

    private static final Set<String> RANGES = Set.of("sipcast.media-ports", "sipcast.control-ports");
    private static final Pattern RANGE = Pattern.compile("([1-9]\\d{3,4})-([1-9]\\d{3,4})");
    private static final int FIRST_FREE_PORT = 1024;

    /** Beans require more of these, and say so. */
    private static final Set<String> BOUNDED_ELSEWHERE = Set.of(
            "sipcast.steering.commands",
            "sipcast.steering.period",
            "sipcast.steering.retry-after",
            "sipcast.chat.lines",
            "sipcast.chat.period",
            "sipcast.chat.retry-after",
            "sipcast.chat.kafka.timeout",
            "sipcast.chat.kafka.waiting");

    private static final Map<String, List<String>> WORDS = Map.of(
            "sipcast.sip.transports", List.of("udp", "tcp", "tls"),
            "sipcast.feeds.files", List.of("csv", "ndjson", ""));
    private static final Map<String, List<String>> WORD = Map.of(
            "sipcast.join", List.of("gop", "key", "now"),
            "sipcast.media.latch", List.of("off", "address", "any"),
            "sipcast.log.format", List.of("plain", "json"));

    private @Nullable CamelContext camel;

    /** Requires it, as this comes before any bean is made; {@link #configure} would come after. */
    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
        Properties shipped = shipped();
        for (String key : new TreeSet<>(shipped.stringPropertyNames())) {
            if (key.startsWith("sipcast.") && !BOUNDED_ELSEWHERE.contains(key)) {
                require(camel, key, shipped.getProperty(key));
            }
        }
        UsableSettings.require(camel);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    private static Properties shipped() {
        try {
            return KnownSettings.shipped().defaults();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(CamelContext camel, String key, String shipped) {
        if (NUMBER.matcher(shipped).matches()) {
            Bounds bounds = BOUNDS.getOrDefault(key, PORT.matcher(key).matches() ? ANY_PORT : ANY);
            WholeNumber.read(camel, key, bounds.least(), bounds.most());
            return;
        }
        String value = SettingText.of(camel, key);
        if (RANGES.contains(key)) {
            requireRange(key, value);
        }
        if (shipped.equals("true") || shipped.equals("false")) {
            requireOneOf(List.of("true", "false"), key, value, value);
        }
        if (WORD.containsKey(key)) {
            requireOneOf(WORD.get(key), key, value, value);
        }
        if (WORDS.containsKey(key)) {
            Arrays.stream(value.split(",", -1)).forEach(each -> requireOneOf(WORDS.get(key), key, each.strip(), value));
        }
    }

    private static void requireRange(String key, String value) {
        Matcher range = RANGE.matcher(value);
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = Integer.parseInt(range.group(2));
            if (first >= FIRST_FREE_PORT && first < last && last <= LAST_PORT) {
                return;
            }
        }
        throw new SettingException(
                "%s must be FIRST-LAST within %d-%d, not '%s'".formatted(key, FIRST_FREE_PORT, LAST_PORT, value));
    }

    /** Letter by letter, as routes and programs in bin/ compare them. */
    private static void requireOneOf(List<String> known, String key, String word, String value) {
        if (!known.contains(word)) {
            throw new SettingException("%s can't be '%s': %s is none of %s"
                    .formatted(
                            key,
                            value,
                            word.isEmpty() ? "nothing" : word,
                            String.join(
                                    ", ",
                                    known.stream()
                                            .filter(each -> !each.isEmpty())
                                            .toList())));
        }
    }

    private record Bounds(int least, int most) {}
}
