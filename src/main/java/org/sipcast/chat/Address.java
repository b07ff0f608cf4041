package org.sipcast.chat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a SIP URI means, whatever its parameters say. */
final class Address {
    private static final Pattern URI =
            Pattern.compile("^sips?:(?:([^@;?:]*)(?::[^@]*)?@)?([^@;?>]+)", Pattern.CASE_INSENSITIVE);

    private Address() {}

    /** {@code user@host}; the URI itself if it is none of SIP. */
    static String of(String uri) {
        Matcher parts = URI.matcher(uri.strip());
        if (!parts.find()) {
            return uri.strip();
        }
        String user = parts.group(1);
        return (user == null ? "" : user) + "@" + parts.group(2).toLowerCase(Locale.ROOT);
    }
}
