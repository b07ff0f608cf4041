package org.sipcast.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those header fields in that were asked for by name, and none out. Names have no case, neither on the wire nor in
 * an exchange, so they are compared without it; and what Camel takes its own orders from is refused however it is written.
 */
final class SipHeaderFilterStrategy implements HeaderFilterStrategy {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

    /** Secrets, and names that steer Camel although they lack its prefix. */
    private static final Set<String> REFUSED = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "breadcrumbid",
            "operationname");

    private final List<String> names;

    private SipHeaderFilterStrategy(List<String> names) {
        this.names = names;
    }

    /**
     * Reads a comma-separated list of names.
     *
     * @throws IllegalArgumentException that names the first which is no header field, or must not reach an exchange
     */
    static SipHeaderFilterStrategy of(@Nullable String list) {
        List<String> names = new ArrayList<>();
        for (String entry : list == null ? new String[0] : list.split(",", -1)) {
            String name = entry.strip();
            if (!name.isEmpty()) {
                names.add(checked(name));
            }
        }
        return new SipHeaderFilterStrategy(List.copyOf(names));
    }

    private static String checked(String name) {
        if (isCamels(name) || REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "The header field " + name + " must not reach routes: it would steer Camel, or it is a secret");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a SIP header field: '" + name + "'");
        }
        return name;
    }

    private static boolean isCamels(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel");
    }

    /** As they were written in the list. */
    List<String> names() {
        return names;
    }

    /** True for what is kept out. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, @Nullable Exchange exchange) {
        return isCamels(name) || names.stream().noneMatch(name::equalsIgnoreCase);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, @Nullable Exchange exchange) {
        return true;
    }

    @Override
    public String toString() {
        return Arrays.toString(names.toArray());
    }
}
