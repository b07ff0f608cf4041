package org.sipcast.sdp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The {@code name=value} pairs of {@code a=fmtp} (RFC 8866 section 6.15), names in lower case; other forms are left out. */
record FormatParameters(Map<String, String> values) {
    static final FormatParameters NONE = new FormatParameters(Map.of());

    FormatParameters {
        values = Map.copyOf(values);
    }

    static FormatParameters parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        pair.substring(equals + 1).strip());
            }
        }
        return new FormatParameters(values);
    }

    /** A whole number up to {@code max}; empty if there is none. */
    OptionalInt number(String name, int max) {
        String value = values.get(name);
        return value == null ? OptionalInt.empty() : DecimalNumber.parse(value, max);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
