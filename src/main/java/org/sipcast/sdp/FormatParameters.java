package org.sipcast.sdp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
