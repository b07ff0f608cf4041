package org.sipcast.sip.stack;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SIP methods that an application can take part in; all others are answered with 405 or 501. */
public enum SipMethod {
    INVITE,
    ACK,
    BYE,
    CANCEL,
    OPTIONS;

    /** What the Allow header field says (RFC 3261 section 20.5). */
    static final String ALLOW = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));

    /** Methods that RFCs define and that we understand, but do not offer: 405 rather than 501. */
    private static final Set<String> NOT_OFFERED =
            Set.of("REGISTER", "MESSAGE", "INFO", "UPDATE", "PRACK", "SUBSCRIBE", "NOTIFY", "REFER", "PUBLISH");

    /** The method of this name; names are case-sensitive (RFC 3261 section 7.1). */
    static Optional<SipMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.name().equals(name))
                .findFirst();
    }

    static boolean isDefined(String name) {
        return NOT_OFFERED.contains(name) || named(name).isPresent();
    }
}
