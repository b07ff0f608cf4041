package org.sipcast.billing.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a SIP address names. It came from the network, so it may be anything; then both parts are empty.
 *
 * @param user without a password, and without parameters such as {@code ;npdi}
 * @param domain without a port
 */
record SipParty(String user, String domain) {
    private static final Pattern SIP = Pattern.compile(
            "sips?:(?:([^@:;>\\s]*)(?:;[^@:>\\s]*)?(?::[^@>\\s]*)?@)?(\\[[0-9A-Fa-f:.]+\\]|[^:;>?,\\s\"]+).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TEL =
            Pattern.compile("tel:([^;>?,\\s\"]+).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static SipParty of(String address) {
        Matcher sip = SIP.matcher(address);
        if (sip.matches()) {
            return new SipParty(sip.group(1) == null ? "" : sip.group(1), sip.group(2));
        }
        Matcher tel = TEL.matcher(address);
        return tel.matches() ? new SipParty(tel.group(1), "") : new SipParty("", "");
    }
}
