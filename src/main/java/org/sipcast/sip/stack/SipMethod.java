package org.sipcast.sip.stack;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SIP methods that an application can take part in; all others are answered with 405 or 501. */
public enum SipMethod {
    INVITE,
    ACK,
    BYE,
    CANCEL,
    OPTIONS,
    UPDATE,
    MESSAGE,
    INFO;

    /** Those that calls cannot do without; the others are offered where the application takes part in them. */
    static final Set<SipMethod> ALWAYS = Set.of(INVITE, ACK, BYE, CANCEL, OPTIONS);

    /** Methods that RFCs define and that we understand, but never offer: 405 rather than 501. */
    private static final Set<String> NOT_OFFERED =
            Set.of("REGISTER", "PRACK", "SUBSCRIBE", "NOTIFY", "REFER", "PUBLISH");

    private static final Map<String, SipMethod> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SipMethod::name, method -> method));

    /** The method of this name; names are case-sensitive (RFC 3261 section 7.1). */
    static Optional<SipMethod> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static boolean isDefined(String name) {
        return NOT_OFFERED.contains(name) || named(name).isPresent();
    }
}
