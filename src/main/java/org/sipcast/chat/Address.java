package org.sipcast.chat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a SIP URI means, whatever its parameters say. */
final class Address {
    private static final Pattern URI =
            Pattern.compile("^sips?:(?:([^@;?:]*)(?::[^@]*)?@)?([^@;?>]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    /** Nobody's is as long. */
    private static final int LONGEST = 512;

    private Address() {}

    /** {@code user@host}; the URI itself if it is none of SIP. */
    static String of(String uri) {
        if (uri.length() > LONGEST) {
            return uri;
        }
        Matcher parts = URI.matcher(uri.strip());
        if (!parts.find()) {
            return uri.strip();
        }
        String user = parts.group(1);
        return (user == null ? "" : user) + "@" + parts.group(2).toLowerCase(Locale.ROOT);
    }

    /** Whether it stands for anybody who does not say who he is (RFC 3323 section 4.1.1.3), and for nobody in particular. */
    static boolean isAnonymous(String address) {
        String lower = PORT.matcher(address.toLowerCase(Locale.ROOT)).replaceFirst("");
        return lower.startsWith("anonymous@") || lower.endsWith(".invalid") || lower.endsWith("@invalid");
    }
}
