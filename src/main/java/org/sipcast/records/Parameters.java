package org.sipcast.records;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a request: only those that are known, each once, each of the form that it should have. */
final class Parameters {
    private static final int MAX_SHOWN = 40;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param query what stands behind the question mark, as it came
     * @throws BadParameterException if there are others than the known ones
     */
    static Parameters of(@Nullable String query, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", known.size() + 2)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (!known.contains(name)) {
                    throw new BadParameterException("There is no parameter '" + shown(name) + "' here, only "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
                }
                if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                    throw new BadParameterException("The parameter " + name + " is given more than once.");
                }
            }
        }
        return new Parameters(values);
    }

    /**
     * Looks at nothing but the encoding.
     *
     * @throws BadParameterException if it is none
     */
    static void requireEncoding(@Nullable String query) {
        if (query != null) {
            decode(query);
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("The query is no valid percent-encoding.");
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    long number(String name, long least, long most, long otherwise) {
        return text(name).map(text -> number(name, text, least, most)).orElse(otherwise);
    }

    /** A whole number in plain digits. */
    static long number(String name, String text, long least, long most) {
        if (text.matches("[0-9]{1,19}")) {
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // larger than any that could be
            }
        }
        throw new BadParameterException(
                name + " must be a whole number from " + least + " to " + most + ", not '" + shown(text) + "'.");
    }

    /** The time zone of {@code zone}, UTC if it is not given. */
    ZoneId zone() {
        return text("zone").map(Parameters::zone).orElse(ZoneId.of("UTC"));
    }

    private static ZoneId zone(String name) {
        if (name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        throw new BadParameterException(
                "zone must be the name of a time zone such as Europe/Vienna, not '" + shown(name) + "'.");
    }

    /** The day of {@code day}, or this one if it is not given. */
    LocalDate day(LocalDate today) {
        return text("day").map(Parameters::day).orElse(today);
    }

    private static LocalDate day(String text) {
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                // such as 2026-02-30
            }
        }
        throw new BadParameterException("day must be a date such as 2026-01-31, not '" + shown(text) + "'.");
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
