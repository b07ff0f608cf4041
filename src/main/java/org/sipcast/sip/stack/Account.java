package org.sipcast.sip.stack;

import java.util.regex.Pattern;

/**
 * A channel's account with a SIP platform.
 *
 * @param channel the user part of our Contact, and so of the Request-URI of calls that the platform sends us
 * @param user the user name, also for digest authentication
 * @param domain the domain of its address-of-record
 */
public record Account(String channel, String user, String domain, Password password) {

    // RFC 3261 section 25.1, without what would need escapes in a URI or in a quoted string
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.!~*'()&=+$,;?/-]+");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]");

    public Account {
        // says what it is not, rather than what it is: somebody may have mixed up the lines
        if (!USER.matcher(channel).matches() || !USER.matcher(user).matches()) {
            throw new IllegalArgumentException("its user or channel cannot be the user part of a SIP address");
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("its domain cannot be the domain of a SIP address");
        }
    }

    /** The public address, such as {@code sip:livetv@example.org}. */
    public String addressOfRecord() {
        return "sip:" + user + "@" + domain;
    }
}
