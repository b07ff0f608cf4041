package org.sipcast.sip;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.HeaderFields;

/** The names of info packages in header fields (RFC 6086 section 7.1). */
final class InfoPackages {
    private static final String RECV_INFO = "Recv-Info";
    private static final String INFO_PACKAGE = "Info-Package";

    /** A token (RFC 3261 section 25.1), no longer than any that is registered by far. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");

    private InfoPackages() {}

    /** Those that a peer takes, without what is no name; null if there are none. */
    static @Nullable String taken(HeaderFields fields) {
        String names = names(fields.values(RECV_INFO)).stream().collect(Collectors.joining(","));
        return names.isEmpty() ? null : names;
    }

    /** The one of an INFO; null if it has none. */
    static @Nullable String of(HeaderFields fields) {
        List<String> names = names(fields.values(INFO_PACKAGE));
        return names.isEmpty() ? null : names.get(0);
    }

    /** The header fields of an INFO of ours with this package. */
    static Map<String, String> fields(@Nullable String name) {
        return name == null ? Map.of() : Map.of(INFO_PACKAGE, name, "Content-Disposition", INFO_PACKAGE);
    }

    /** The header fields of an answer that says which ones we take. */
    static Map<String, String> taking(@Nullable String names) {
        return names == null ? Map.of() : Map.of(RECV_INFO, names);
    }

    private static List<String> names(List<String> values) {
        return values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(entry -> entry.split(";", 2)[0].strip())
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }
}
