package org.sipcast;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipcast.channel.Spelling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that there are, which are those of the shipped conf/application.properties, and what is said of others: a misspelt key would
 * otherwise be a setting that silently does nothing. Keys that begin with neither {@code sipcast.} nor {@code camel.} are for people's own routes.
 */
final class KnownSettings {
    private static final Logger log = LoggerFactory.getLogger(KnownSettings.class);

    /** Variables of the programs in bin/, which are no settings of the application. */
    private static final Set<String> OF_PROGRAMS = Set.of(
            "SIPCAST_FILM_SECONDS",
            "SIPCAST_LIMITS",
            "SIPCAST_MANAGEMENT_URL",
            "SIPCAST_PAGE_PORTS",
            "SIPCAST_PLATFORM",
            "SIPCAST_RECORDS",
            "SIPCAST_TELNET_PORTS");

    private static final Pattern OF_PROGRAM = Pattern.compile("SIPCAST_(PLATFORM|RTPENGINE|BENCH|VLC|JAVA)_[A-Z_]+");
    /** What Kubernetes gives every container beside a Service whose name begins with sipcast, by its way of links. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "SIPCAST_(.+_)?(SERVICE_(HOST|PORT(_.+)?)|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.+:[0-9]+");
    private static final String PREFIX = "sipcast";
    private static final String OF_VARIABLES = "SIPCAST_";
    private static final Pattern KEY = Pattern.compile("^\\s*([^#!=:\\s][^=:\\s]*)\\s*(?:[=: ]|$)");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Z0-9_]+)");
    private static final String SHIPPED = "/conf/application.properties";

    private final Properties shipped;
    private final Set<String> variables;

    private KnownSettings(Properties shipped) {
        this.shipped = shipped;
        variables = keys().stream().map(KnownSettings::variable).collect(Collectors.toCollection(TreeSet::new));
        shipped.values().forEach(value -> VARIABLE.matcher(String.valueOf(value))
                .results()
                .forEach(result -> variables.add(result.group(1))));
        variables.addAll(OF_PROGRAMS);
    }

    static KnownSettings shipped() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(KnownSettings.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            properties.load(in);
        }
        return new KnownSettings(properties);
    }

    /** Those of this application, without Camel's. */
    Set<String> keys() {
        return shipped.stringPropertyNames().stream()
                .filter(key -> key.startsWith("sipcast."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values that hold where a file lacks a key. */
    Properties defaults() {
        return shipped;
    }

    /** By Camel's convention: {@code sipcast.sip.port} is {@code SIPCAST_SIP_PORT}. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The settings that the environment gives. */
    Map<String, String> given(Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        for (String key : keys()) {
            String value = environment.get(variable(key));
            if (value != null) {
                given.put(key, value);
            }
        }
        return given;
    }

    /**
     * Requires that every setting is known.
     *
     * @throws SettingException that says of each other one where it is and what was probably meant
     */
    void require(Path file, Map<String, String> options, Map<String, String> environment) throws IOException {
        List<String> unknown = new ArrayList<>();
        List<String> links = new ArrayList<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        for (int line = 0; line < lines.size(); line++) {
            Matcher key = KEY.matcher(lines.get(line));
            if (key.find() && isMistaken(key.group(1))) {
                unknown.add(file + ":" + (line + 1) + ": " + words("setting " + key.group(1), meant(key.group(1))));
            }
        }
        for (String key : options.keySet()) {
            if (isMistaken(key)) {
                unknown.add("--" + key + ": " + words("setting " + key, meant(key)));
            }
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            if (!name.startsWith(OF_VARIABLES)
                    || variables.contains(name)
                    || OF_PROGRAM.matcher(name).matches()) {
                continue;
            }
            if (isLink(name, environment.get(name))) {
                links.add(name);
            } else {
                unknown.add("In the environment: " + words("variable " + name, meantVariable(name)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new SettingException(String.join("\n", unknown));
        }
        if (!links.isEmpty()) {
            log.warn(
                    "Passed by, as they look like links to a Service of Kubernetes (enableServiceLinks: false spares them): {}",
                    links);
        }
    }

    /** Those that begin with something else altogether are people's own. */
    private boolean isMistaken(String key) {
        int dot = key.indexOf('.');
        return dot > 0
                && !keys().contains(key)
                && Spelling.closest(key.substring(0, dot).toLowerCase(Locale.ROOT), Set.of(PREFIX))
                        .isPresent();
    }

    /** The known one that was probably meant for something that would begin like it; only what follows is compared. */
    private static Optional<String> meant(String rest, String beginning, Collection<String> known) {
        return Spelling.closest(
                        rest,
                        known.stream()
                                .filter(each -> each.startsWith(beginning))
                                .map(each -> each.substring(beginning.length()))
                                .toList())
                .map(each -> beginning + each);
    }

    private Optional<String> meant(String key) {
        return meant(key.substring(key.indexOf('.') + 1), PREFIX + ".", keys());
    }

    private Optional<String> meantVariable(String name) {
        return meant(name.substring(OF_VARIABLES.length()), OF_VARIABLES, variables);
    }

    private static boolean isLink(String name, @Nullable String value) {
        return OF_KUBERNETES.matcher(name).matches()
                || (name.endsWith("_PORT")
                        && value != null
                        && LINK.matcher(value).matches());
    }

    private static String words(String what, Optional<String> known) {
        return "there is no " + what
                + known.map(meant -> "; did you mean " + meant + "?").orElse("; docs/settings.md lists them");
    }
}
