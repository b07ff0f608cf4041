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
    /** With -1 there is nothing at this port. */
    private static final Pattern NONE_AS_WELL = Pattern.compile("sipcast\\.(page|management)\\.port");

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
        Matcher number = NUMBER.matcher(shipped);
        if (number.matches()) {
            WholeNumber.read(
                    camel,
                    key,
                    NONE_AS_WELL.matcher(key).matches() ? -1 : 0,
                    PORT.matcher(key).matches() ? LAST_PORT : Integer.MAX_VALUE);
            return;
        }
        String value = camel.resolvePropertyPlaceholders("{{" + key + "}}");
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
}
